-- Writes docs/operator-campaigns.md: the verdicts (table verdicts, a row a trial and suite, with the program's name), with the
-- remarks on mutants that are not killed (table remarks).
.mode list

-- A mutant once: of several trials one that is killed, else one that survived.
CREATE TEMP VIEW judged AS
SELECT program, mutant, operator, verdict, cause, k, reason, nullif(mean_baseline, '') + 0.0 AS mean_baseline,
       nullif(mean_mutant, '') + 0.0 AS mean_mutant, nullif(p, '') + 0.0 AS p, nullif(d, '') + 0.0 AS d,
       min(CASE verdict WHEN 'killed' THEN 0 WHEN 'survived' THEN 1 ELSE 2 END) AS rank
FROM verdicts GROUP BY program, mutant;

CREATE TEMP VIEW remarked AS
SELECT judged.*, remarks.right AS right, remarks.remark AS remark
FROM judged LEFT JOIN remarks ON remarks.program = judged.program AND remarks.mutant = judged.mutant;

SELECT '# Campaigns of every operator

Four small programs ([`tests/campaigns`](../tests/campaigns)) together have a place for every operator: a perceptron with
dropout, batch normalisation, a schedule, clipping, early stopping and normalised inputs; a convolution with augmentation,
gradients of several batches and a warm-up; a generator and its adversary; deep Q-learning with a target network and masks.
Each trains in less than a second. `scripts/operator-campaigns.sh` runs a campaign on each, with ten runs of the program and
of each mutant at most, and of each operator one place; it writes this page, and goes on where it was stopped.
';
SELECT printf('**State:** %d mutants of %d operators have a verdict.', count(*), count(DISTINCT operator))
FROM judged WHERE verdict NOT IN ('pending', '');
SELECT '
d is Cohen''s d; its sign is positive where the mutant is worse. A mutant with no effect trains and scores as the program does
in every run.
';
SELECT '| program | mutant | verdict | n | the program | the mutant | d | p |
| --- | --- | --- | --- | --- | --- | --- | --- |';
SELECT printf('| %s | `%s` | %s%s | %s | %s | %s | %s | %s |', program, mutant, verdict,
              CASE cause WHEN 'failures' THEN ', by failing' ELSE '' END, coalesce(nullif(k, ''), '–'),
              CASE WHEN mean_baseline IS NULL THEN '–' ELSE printf('%.4f', mean_baseline) END,
              CASE WHEN mean_mutant IS NULL THEN '–' ELSE printf('%.4f', mean_mutant) END,
              CASE WHEN d IS NULL THEN '–' ELSE printf('%.2f', d) END,
              CASE WHEN p IS NULL THEN '–' ELSE printf('%.3f', p) END)
FROM judged WHERE verdict NOT IN ('pending', '') ORDER BY program, operator, mutant;
SELECT '
## Those that are not killed

Whether each verdict is right, as a person says who has read the mutant ([`remarks.csv`](../tests/campaigns/remarks.csv)).
';
SELECT printf('- %s, `%s`: %s. %s', program, mutant, verdict,
              CASE WHEN remark IS NULL THEN 'Nobody has said yet whether that is right.'
                   ELSE CASE right WHEN 'yes' THEN 'Right: ' ELSE 'Wrong: ' END || remark END)
FROM remarked WHERE verdict NOT IN ('killed', 'pending', '') ORDER BY program, operator, mutant;
SELECT printf('
Operators without a verdict yet: %s.', coalesce(group_concat(id, ', '), 'none'))
FROM operators WHERE id NOT IN (SELECT operator FROM judged WHERE verdict NOT IN ('pending', ''));
