# The reference values that R gives. Called by regenerate.py:
#   Rscript reference.R pairs.hex fisher.txt > values
# pairs.hex has three lines a pair: its number, then both samples as hexadecimal floating point numbers, which R reads exactly.
options(digits = 17, warn = -1)
arguments <- commandArgs(trailingOnly = TRUE)
print_value <- function(pair, name, value) {
  if (length(value) == 1 && !is.nan(value) && !is.na(value)) cat(pair, name, sprintf("%.17g", value), "\n")
}
numbers <- function(line) as.numeric(strsplit(line, " ")[[1]])

# Inverts the noncentral t: R's pt is good for noncentralities up to 37.62.
noncentrality <- function(t, degrees, probability) {
  uniroot(function(delta) pt(t, degrees, delta) - probability, c(t - 12 - abs(t), t + 12 + abs(t)), tol = 1e-15, maxiter = 10000)$root
}

cliff <- function(a, b) {
  n <- length(a); m <- length(b)
  dominance <- sign(outer(a, b, "-"))
  delta <- mean(dominance)
  variance <- ((m - 1) * sum((rowMeans(dominance) - delta)^2) / (n - 1) +
               (n - 1) * sum((colMeans(dominance) - delta)^2) / (m - 1) +
               sum((dominance - delta)^2) / ((n - 1) * (m - 1))) / (n * m)
  t <- qt(0.975, n + m - 2)
  centre <- delta - delta^3
  half <- t * sqrt(variance) * sqrt((1 - delta^2)^2 + t^2 * variance)
  scale <- 1 - delta^2 + t^2 * variance
  c(delta, (centre - half) / scale, (centre + half) / scale)
}

lines <- readLines(arguments[1])
for (i in seq(1, length(lines), 3)) {
  pair <- lines[i]
  a <- numbers(lines[i + 1]); b <- numbers(lines[i + 2])
  n <- length(a); m <- length(b)
  offset <- max(abs(a)) > 1e8
  print_value(pair, "mann_whitney", wilcox.test(a, b)$p.value)
  common <- min(n, m)
  x <- a[1:common]; y <- b[1:common]
  if (any(x != y)) print_value(pair, "wilcoxon", wilcox.test(x, y, paired = TRUE, correct = FALSE)$p.value)
  effect <- cliff(a, b)
  print_value(pair, "cliff", effect[1])
  if (abs(effect[1]) < 1) {
    print_value(pair, "cliff_low", max(-1, effect[2]))
    print_value(pair, "cliff_high", min(1, effect[3]))
  }
  if (offset) next
  if (var(a) + var(b) > 0) {
    test <- t.test(a, b, var.equal = TRUE)
    print_value(pair, "t_R", test$p.value)
    t <- unname(test$statistic)
    factor <- sqrt(n * m / (n + m))
    if (abs(t) < 15) {
      print_value(pair, "d_low", noncentrality(t, n + m - 2, 0.975) / factor)
      print_value(pair, "d_high", noncentrality(t, n + m - 2, 0.025) / factor)
    }
    print_value(pair, "welch_R", t.test(a, b)$p.value)
  }
}

counts <- as.matrix(read.table(arguments[2]))
for (i in seq_len(nrow(counts))) {
  row <- counts[i, ]
  # Rows: hits and misses of the reference and of the suspect.
  table <- matrix(c(row[3], row[1], row[4] - row[3], row[2] - row[1]), 2)
  cat("fisher", row, sprintf("%.17g", c(fisher.test(table, alternative = "greater")$p.value, fisher.test(table)$p.value)), "\n")
}
for (method in c("holm", "BH"))
  cat(paste0("adjust_", method), sprintf("%.17g", p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.04, 1, 0.0001, 0.2, 0.9), method)), "\n")
