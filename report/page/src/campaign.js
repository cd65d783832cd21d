// The first page: the scores with what they mean, verdicts by operator, suites side by side, what was not tested.
import { breakable, duration, h, number, percent } from './dom.js';
import { effects, figure, verdictBars } from './plots.js';
import { badge } from './verbs.js';

const counted = ['killed', 'SURVIVED'];
const uncounted = ['better', 'undecided', 'no-effect', 'inapplicable', 'UNBUILDABLE', 'pending'];

/// The way to what a reader came for: the survivors of the suite that the mutants' verdicts are of.
function survivorsLink(survived) {
  if (!survived) return null;
  const text = survived === 1 ? 'The survivor: why it survived, and what to try →' : `The ${survived} survivors: why they survived, and what to try →`;
  return h('p', {}, h('a', { href: '#mutants' }, text));
}

/// How far a campaign is that is still running when the page is written.
function runningText({ done, mutants, seconds_left: left }) {
  return `${done} of ${mutants} mutants are judged${left > 0 ? `, about ${duration(left)} are left` : ''}; all numbers are of these alone. `
    + 'The page is written anew about every minute: reload it.';
}

function holmText(suite) {
  if (!suite.total.killed) return null;
  const fallen = suite.fallen.length;
  return h('p', { class: 'small' }, `After Holm's correction, since among many mutants some are killed by luck: ${percent(suite.corrected)}`,
    fallen ? `; ${fallen} of the kills ${fallen === 1 ? 'is' : 'are'} no longer certain.` : '; every kill stands.');
}

function afterTrainingText(suite) {
  if (!suite.after_training) return null;
  const { score, total } = suite.after_training;
  return h('p', { class: 'small' }, `Faults in trained networks: ${percent(score)}, ${total.killed} of ${total.killed + total.survived}. This score is kept apart: no developer makes such faults in a source, and nothing was trained for them.`);
}

function scoreCard(suite, i) {
  const { total } = suite;
  return h('section', { class: 'card' },
    h('h2', {}, `Test suite “${suite.suite}”`),
    h('p', { class: 'score' }, percent(suite.score)),
    h('p', {}, `${total.killed} of ${total.killed + total.survived} faults noticed, judged by ${suite.metric} `,
      `(${suite.higher_is_better ? 'higher' : 'lower'} is better).`),
    i === 0 ? survivorsLink(total.survived) : null,
    h('p', { class: 'small' }, 'Mutation score: of the mutants that were killed or survived, the share that was killed. A fault that was tried with several values counts by its strongest.'),
    afterTrainingText(suite),
    holmText(suite),
    suite.fallen.length ? h('details', { class: 'small' }, h('summary', {}, 'Which'), h('ul', {}, suite.fallen.map((id) =>
      h('li', {}, h('a', { href: `#mutants/${encodeURIComponent(id)}` }, id))))) : null,
    suite.suite === 'train' ? null : h('p', { class: 'small' }, suite.deepcrime === null
      ? "Score as the tool DeepCrime defines it: none. It needs mutants that are killed on a metric of the suite train, the training data."
      : `Score as the tool DeepCrime defines it: of what is killed on the training data, these data kill ${percent(suite.deepcrime)}, a mean over operators.`),
    h('p', { class: 'small' }, `The program itself: ${number(suite.baseline.mean)}, deviation ${number(suite.deviation, 3)}, `,
      `${suite.baseline.scores.length} runs.`,
      suite.deviation === 0 && suite.baseline.scores.length > 1 ? ' They all score the same: such data may be too easy to show a fault.' : ''));
}

function tallies(campaign, suite) {
  const names = new Map(campaign.operators.map((one) => [one.id, one]));
  const keys = [...counted, ...uncounted];
  return suite.operators.map((tally) => {
    const row = { name: `${names.get(tally.operator)?.name ?? tally.operator} (${tally.operator})`, group: names.get(tally.operator)?.group ?? '' };
    for (const key of keys) row[key] = tally[key.toLowerCase()] ?? 0;
    return row;
  }).sort((a, b) => a.group.localeCompare(b.group) || a.name.localeCompare(b.name));
}

function byGroup(rows) {
  const groups = new Map();
  for (const row of rows) {
    const sum = groups.get(row.group) ?? { name: row.group || 'other' };
    for (const key of [...counted, ...uncounted]) sum[key] = (sum[key] ?? 0) + row[key];
    groups.set(row.group, sum);
  }
  return [...groups.values()];
}

function tallyTable(rows) {
  return h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, ...['operator', 'group', 'killed', 'survived', 'not in the score', 'score'].map((title, i) => h('th', { scope: 'col', class: i > 1 ? 'n' : '' }, title)))),
    h('tbody', {}, rows.map((row) => {
      const others = uncounted.filter((key) => row[key]).map((key) => `${row[key]} ${key.toLowerCase()}`).join(', ');
      const judged = row.killed + row.SURVIVED;
      return h('tr', {}, h('th', { scope: 'row' }, row.name), h('td', {}, row.group), h('td', { class: 'n' }, row.killed),
        h('td', { class: 'n' }, row.SURVIVED), h('td', { class: 'n' }, others || '0'), h('td', { class: 'n' }, judged ? percent(row.killed / judged) : '–'));
    }))));
}

function legend() {
  return h('p', { class: 'legend' }, [...counted, ...uncounted].map((key) => badge(key)));
}

/// Mutants on which the suites disagree: what one of them misses.
function disagreements(campaign) {
  const names = campaign.suites.map((suite) => suite.suite);
  if (names.length < 2) return null;
  const rows = campaign.mutants.filter((mutant) => {
    const words = names.map((name) => mutant.trials?.[0]?.suites[name]?.verdict?.word);
    return words.every(Boolean) && new Set(words).size > 1;
  });
  if (!rows.length) return h('p', {}, 'The suites agree on every mutant.');
  const table = (chosen) => h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'mutant'), names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, chosen.map((mutant) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: `#mutants/${encodeURIComponent(mutant.id)}` }, breakable(mutant.id))),
      names.map((name) => h('td', {}, badge(mutant.trials[0].suites[name].verdict.word))))))));
  const most = 20;
  return [table(rows.slice(0, most)), rows.length > most ? h('details', {}, h('summary', {}, `${rows.length - most} more`), table(rows.slice(most))) : null];
}

/// What weaker test data lose of the score of others.
function sensitivity(pairs) {
  if (!pairs.length) return null;
  return [h('h3', {}, 'What the weaker ones lose'),
    h('div', { class: 'scroll' }, h('table', {},
      h('thead', {}, h('tr', {}, ['strong', 'weak', 'mutants', 'score of strong', 'score of weak', 'sensitivity'].map((title, i) => h('th', { scope: 'col', class: i > 1 ? 'n' : '' }, title)))),
      h('tbody', {}, pairs.map((pair) => h('tr', {}, h('th', { scope: 'row' }, pair.strong), h('td', {}, pair.weak),
        [pair.mutants, percent(pair.strong_score), percent(pair.weak_score), percent(pair.sensitivity)].map((text) => h('td', { class: 'n' }, text))))))),
    h('p', { class: 'small' }, 'Sensitivity: (strong - weak) / strong of two mutation scores, over the mutants that are killed or survived on both suites.')];
}

function effectPlot(campaign) {
  const points = campaign.suites.flatMap(({ suite }) => campaign.mutants.flatMap((mutant) => {
    const verdict = mutant.trials?.[0]?.suites[suite]?.verdict;
    if (!verdict) return [];
    const d = verdict.infinite_d ? (verdict.mean_mutant < verdict.mean_baseline ? 99 : -99) : verdict.d;
    return d === null ? [] : [{ id: mutant.id, suite, d, word: verdict.word }];
  }));
  if (!points.length || points.length > 600) return null;
  return figure(effects(points, campaign.suites.map((suite) => suite.suite), campaign.effect),
    `Every judged mutant by its effect, suite by suite: a circle is killed, a cross survived or is better. Left of the dashed line (d = ${campaign.effect}) nothing is killed. Effects beyond ±8 stand at the edge.`);
}

/// Operators of which there is no mutant at all.
function withoutMutants(campaign) {
  if (!campaign.without_mutants.length) return null;
  const names = new Map(campaign.operators.map((one) => [one.id, one.name]));
  return h('p', {}, 'Operators that were not chosen, or that nothing in the program fits: ',
    campaign.without_mutants.map((id) => `${names.get(id)} (${id})`).join(', '), '.');
}

function notTested(list) {
  if (!list.length) return h('p', {}, 'Every mutant that was made was tested.');
  return h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'what'), h('th', { scope: 'col' }, 'why'), h('th', { scope: 'col' }, 'where'))),
    h('tbody', {}, list.map((one) => h('tr', {}, h('th', { scope: 'row' }, one.what), h('td', {}, one.reason),
      h('td', { class: 'code' }, one.where.slice(0, 4).join(', '), one.where.length > 4 ? h('details', {}, h('summary', {}, `${one.where.length - 4} more`), one.where.slice(4).join(', ')) : null))))));
}

export function campaignPage(campaign) {
  const first = campaign.suites[0];
  const rows = first ? tallies(campaign, first) : [];
  const keys = [...counted, ...uncounted];
  return [
    h('h1', {}, 'Would the test data notice if the training were broken?'),
    campaign.running ? h('p', { class: 'warning', role: 'status' }, h('strong', {}, 'This campaign is still running. '), runningText(campaign.running)) : null,
    campaign.interrupted && !campaign.running ? h('p', { class: 'warning' }, 'This campaign has not ended: the scores are of the mutants judged so far.') : null,
    campaign.reproducible ? null : h('p', { class: 'warning' }, 'Your program is not reproducible: two runs of it with the same seed differ. So misfire cannot tell which faults change nothing at all, and judges them like all others.'),
    h('div', { class: 'cards' }, campaign.suites.map(scoreCard)),
    h('h2', {}, 'Verdicts by operator'), legend(),
    rows.length ? figure(verdictBars(rows, keys), `Mutants by operator and verdict on ${first.suite}: a part a verdict, marked and counted as in the legend.`) : null,
    h('details', {}, h('summary', {}, 'The same as a table'), tallyTable(rows)),
    h('h2', {}, 'By group'),
    rows.length ? figure(verdictBars(byGroup(rows), keys), `The same by group of operators, on ${first.suite}.`) : null,
    h('h2', {}, campaign.suites.length > 1 ? 'Test suites side by side' : 'Effects'), effectPlot(campaign),
    sensitivity(campaign.sensitivity),
    campaign.suites.length > 1 ? [h('h3', {}, 'Where they disagree'), disagreements(campaign)] : null,
    h('h2', {}, 'What was not tested, and why'), notTested(campaign.not_tested), withoutMutants(campaign),
    h('h2', {}, 'What the numbers rest on'),
    h('p', {}, campaign.method),
    h('p', {}, `${campaign.trained} runs trained in ${duration(campaign.seconds)}, ${campaign.kept} taken from the store, which keeps all runs${campaign.saved ? `, ${campaign.saved} saved, since the verdict was certain without them` : ''}. `,
      `A run of the program takes ${number(campaign.run_seconds, 3)} s.`),
    h('dl', {}, campaign.circumstances.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
  ];
}
