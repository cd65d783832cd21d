-- Holds the report's table (table report) against misfire's verdicts (table misfire, a row a trial and suite) in the form of
-- docs/seed-experiments.md. The campaign's store is attached as store.
.mode list

-- A row of the report and what misfire calls the same: an operator with a value, a number of epochs or a layer.
CREATE TEMP VIEW asked AS
SELECT rowid AS position, operator, setting, p_value + 0.0 AS p, effect_size + 0.0 AS d,
       CASE killed WHEN 'true' THEN 'killed' ELSE 'survived' END AS verdict,
       CASE setting WHEN 'huber_loss' THEN 'huber' ELSE setting END AS choice,
       CASE setting WHEN '12-1' THEN 1 WHEN '12-1-6' THEN 6 WHEN '12-6-9' THEN 9 WHEN '12-9-10' THEN 10
                    WHEN '12-10-11' THEN 11 END AS epochs,
       CASE WHEN setting LIKE 'setting-%' THEN substr(setting, 9) ELSE '1' END AS layer
FROM report;

-- What misfire says of a row of the report on the test data, and with how many training samples.
CREATE TEMP VIEW answers AS
SELECT asked.position, misfire.samples, misfire.verdict AS ours, misfire.n AS n, misfire.k AS k, nullif(misfire.p, '') + 0.0 AS our_p,
       nullif(misfire.d, '') + 0.0 AS our_d, misfire.mean_baseline + 0.0 AS program_mean, misfire.mean_mutant + 0.0 AS mean, misfire.mutant
FROM asked JOIN misfire
  ON misfire.experiment = asked.operator AND misfire.layer = asked.layer AND misfire.suite IN ('test', '')
  AND (asked.setting LIKE 'setting-%' OR misfire.choice = asked.choice OR misfire.value + 0 = asked.epochs);

-- Of each row of the report, misfire's trial of it with the table's samples, where there is one.
CREATE TEMP VIEW answered AS
SELECT asked.*, ours, n, k, our_p, our_d, mean, mutant IS NOT NULL AS made
FROM asked LEFT JOIN (SELECT * FROM answers WHERE samples = (SELECT samples FROM settings)) AS answers USING (position)
ORDER BY position;

-- Whether both have the same verdict: a mutant that is better than the program is not killed either. How far the two d are
-- apart, squared and over the sum of their variances, which are about 2 / n + d * d / (4 * n).
CREATE TEMP VIEW finished AS
SELECT *, CASE WHEN ours IN ('killed', 'survived', 'better') THEN (ours = 'killed') = (verdict = 'killed') END AS agrees,
       (our_d - d) * (our_d - d) / (4.0 / k + (d * d + our_d * our_d) / (4.0 * k)) AS apart
FROM answered WHERE made;

-- Rows that were run again with other numbers of samples.
CREATE TEMP VIEW again AS
SELECT asked.*, samples, ours, k, our_p, our_d, program_mean, mean, (ours = 'killed') = (verdict = 'killed') AS agrees
FROM asked JOIN answers USING (position) WHERE samples <> (SELECT samples FROM settings);

-- Runs of a mutant whose fingerprint is that of the program's run with the same seed.
CREATE TEMP VIEW equal_runs AS
SELECT one.mutant, count(DISTINCT one.seed) AS equal
FROM store.runs AS one JOIN store.runs AS program
  ON program.mutant = 'baseline' AND program.seed = one.seed AND program.fingerprint = one.fingerprint
WHERE one.mutant <> 'baseline' GROUP BY one.mutant;

SELECT '# The experiments that misfire grew from';
SELECT '';
SELECT 'A reproducibility report of DeepCrime trained Keras'' example for MNIST under five kinds of fault: 37 rows, each of 10
runs against 10. Here are the same experiments with misfire on `subjects/mnist_cnn`, which is that example in libtorch.
`scripts/seed-experiments.sh` runs them and writes this page. It goes on where it was stopped.';
SELECT '';
SELECT printf('**State:** %d of 37 rows are held against a verdict of misfire''s; the others were not run yet, and stand there
without numbers.', count(*)) FROM finished;
SELECT '';
SELECT 'Each run trains on the first ' || samples || ' images of MNIST for 12 epochs, and is scored on all 10,000 test images. Run i of
the program and of every mutant has the same seed. All runs were made (`--exact`), and a kill takes p < 0.05 and d of
at least 0.5, as DeepCrime has it.' FROM settings;
SELECT '';
SELECT 'The program scores ' || printf('%.4f', mean) || ' on average (standard deviation ' || printf('%.4f', deviation) || ', n = ' || n || ').'
FROM store.baseline_suites WHERE suite = 'test';
SELECT '';
SELECT '## The table';
SELECT '';
SELECT 'd is Cohen''s d; its sign is positive where the mutant is worse. A dash is a row without a verdict.';
SELECT '';
SELECT '| experiment | setting | p, report | d, report | report | n | p, misfire | d, misfire | misfire | agree |';
SELECT '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |';
SELECT printf('| %s | %s | %.3f | %.2f | %s | %s | %s | %s | %s | %s |', operator, setting, p, d, verdict,
              coalesce(nullif(k, ''), '–'), CASE WHEN our_p IS NULL THEN '–' ELSE printf('%.3f', our_p) END, CASE WHEN our_d IS NULL THEN '–' ELSE printf('%.2f', our_d) END,
              CASE WHEN setting = 'categorical_crossentropy' THEN 'not made' ELSE coalesce(ours, '–') END,
              CASE agrees WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE '–' END)
FROM answered LEFT JOIN (SELECT position AS at, agrees FROM finished) ON at = position ORDER BY position;
SELECT '';
SELECT printf('Of %d rows with a verdict, %d agree: both kill, or neither does. "Better" is a mutant that scores reliably higher than
the program; it is not killed.', count(agrees), sum(agrees)) FROM finished;
SELECT printf('With the rows that were run again with more samples, see below, %d agree.',
              sum(agrees OR position IN (SELECT position FROM again WHERE agrees)))
FROM finished WHERE EXISTS (SELECT 1 FROM again);
SELECT '';
SELECT '## What is known of the differences';
SELECT '';
SELECT '- `categorical_crossentropy` is the program''s own loss. The report kills it with p = 0.048: it compared the program with
  itself. misfire does not make this mutant.';
SELECT '- `glorot_uniform` is Keras'' own initialisation, and so this program''s. The report kills it with p = 0.024. ' ||
       coalesce((SELECT printf('Of misfire''s
  runs of it, %d are those of the program to the last bit. `--exact` judges them all the same (d = %.2f); without it misfire
  says `no-effect`, and the mutant counts for nothing.', equal, our_d)
                 FROM finished JOIN equal_runs ON mutant LIKE 'WCI@%=glorot_uniform' WHERE setting = 'glorot_uniform'),
                'Its runs were not made yet.');
SELECT '- `constant` is 0.05 in misfire. The report''s was Keras'' default, 0: its p and d are those of its `zeros`, to the last digit. So
  its row is to be held against misfire''s `zeros`' ||
       coalesce((SELECT printf(', which is %s with d = %.2f.', ours, our_d) FROM finished WHERE setting = 'zeros'), '.');
SELECT '- The numbers of epochs that a search tries depend on its verdicts: a row of the report that misfire''s search did not pass
  stays without numbers.';
SELECT '- `kullback_leibler_divergence` of one-hot targets is the program''s own loss: the sum of y log(y / p) is -log p of the true
  class, and has the same gradient. misfire finds d = ' || printf('%.2f', our_d) || '. The report''s d = 2.70 cannot come from the formula.'
FROM finished WHERE setting = 'kullback_leibler_divergence' AND NOT agrees;
SELECT '- Ten runs against ten tell small effects by chance alone. Of these rows the two d are not further apart than that (less than
  1.96 standard errors): ' || group_concat(printf('%s %s (%.2f and %.2f)', operator, setting, d, our_d), ', ') || '.'
FROM finished WHERE NOT agrees AND apart < 3.84 AND setting NOT IN ('glorot_uniform', 'kullback_leibler_divergence')
HAVING count(*) > 0;
SELECT printf('- `%s` was run again with %d samples (n = %d). The program scores %.4f on average and the mutant %.4f: d = %.2f, %s%s',
              setting, samples, k, program_mean, mean, our_d, ours,
              CASE agrees WHEN 1 THEN ', as in the report. It takes more than ' || (SELECT samples FROM settings) || ' samples to show.'
                          ELSE '; the report has it ' || verdict || '.' END)
FROM again ORDER BY position, samples;
SELECT '- Not explained yet: ' || group_concat(operator || ' ' || setting, ', ') || '.' FROM finished
WHERE NOT agrees AND apart >= 3.84 AND position NOT IN (SELECT position FROM again WHERE agrees) AND setting NOT IN ('glorot_uniform', 'kullback_leibler_divergence')
HAVING count(*) > 0;
SELECT '- The report trains on 60,000 images with Keras and TensorFlow, these runs on ' || samples || ' with libtorch.' FROM settings;
SELECT '';
SELECT '## What it took';
SELECT '';
SELECT printf('%d trainings, %.1f CPU hours, of %.0f CPU seconds on average. The report''s recipe makes 380 trainings: 10 for each of the 37
rows, and 10 of the program; its authors name 18 to 20 hours and 18 to 20 GB.', count(*), sum(cpu_seconds) / 3600, avg(cpu_seconds))
FROM store.runs;
SELECT printf('A training takes %d MB at its peak.', substr(took, 1 + length(rtrim(took, '0123456789'))) / 1024)
FROM settings WHERE took <> '';
SELECT '';
SELECT 'misfire ' || (SELECT value FROM store.circumstances WHERE name = 'misfire') || ', libtorch ' ||
       (SELECT value FROM store.circumstances WHERE name = 'libtorch') || ', ' ||
       (SELECT value FROM store.circumstances WHERE name = 'threads a run') || ' thread a run, on a machine with ' ||
       (SELECT substr(value, 1, instr(value, ',') - 1) FROM store.circumstances WHERE name = 'machine') ||
       ' that did other work beside.';
