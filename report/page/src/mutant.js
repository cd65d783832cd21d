// One mutant: what it changes, what became of it and why, every run that was made.
import { h, number, pText } from './dom.js';
import { inputsOfMutant, picturesOfSurvivor } from './inputs.js';
import { figure, prediction, search, strips } from './plots.js';
import { badge, lookOf } from './verbs.js';

function diff(text) {
  if (!text) return h('p', {}, 'It changes nothing.');
  const kind = (line) => line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff') ? 'file'
    : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : line.startsWith('@@') ? 'hunk' : 'same';
  return h('pre', { class: 'diff', tabindex: '0', 'aria-label': 'the difference to the program' },
    text.replace(/\n$/, '').split('\n').map((line) => h('span', { class: kind(line) }, `${line}\n`)));
}

/// By which rule the runs ended early, and what it went by.
function stopText(suite, trial) {
  const { predicted, stopped_by: rule } = trial.suites[suite];
  if (!rule) return null;
  const [, p, u] = predicted.at(-1) ?? [];
  const by = { pairs: `by pairs with your program's runs of the same seeds: p ${number(p, 3)}, u ${number(u, 3)}`,
    scores: `by its scores alone: predictive probability ${number(p, 3)}`,
    'failed runs': 'by its failed runs, which the others could not outweigh' }[rule];
  return h('li', {}, `On ${suite}, what all ${trial.planned} runs would give was known after ${trial.runs.length}, ${by}.`);
}

function verdictText(suite, verdict) {
  const parts = [];
  if (verdict.mean_mutant !== null) parts.push(`mean ${number(verdict.mean_baseline)} → ${number(verdict.mean_mutant)}`);
  if (verdict.d !== null || verdict.infinite_d) parts.push(`Cohen's d ${verdict.infinite_d ? 'infinite: neither side varies' : number(verdict.d, 3)}`);
  if (verdict.p !== null) parts.push(`p ${pText(verdict.p)} against ${verdict.alpha}`);
  if (verdict.failed) parts.push(`${verdict.failed} of ${verdict.failed + verdict.k} runs failed, p ${pText(verdict.failure_p)}`);
  if (verdict.power !== null) parts.push(`power ${number(verdict.power, 2)}`);
  if (verdict.undecided_because) parts.push(verdict.undecided_because);
  return h('li', {}, badge(verdict.word), ` on ${suite}: ${parts.join(', ')}; n = ${verdict.n} and ${verdict.k}.`);
}

function stripFigure(campaign, mutant, suite, trial) {
  const rows = [{ name: 'program', kind: 'baseline', ...suite.baseline }];
  const fromMild = Math.sign((mutant.harsh ?? 0) - (mutant.mild ?? 0)) || 1;
  for (const one of [...mutant.trials].sort((a, b) => fromMild * (a.number - b.number))) {
    const scores = one.suites[suite.suite];
    if (!scores?.scores.length || (one !== trial && mutant.trials.length > 8)) continue;
    rows.push({ name: one.number === null || mutant.trials.length === 1 ? 'mutant' : `mutant at ${number(one.number, 3)}`, kind: 'mutant', ...scores });
  }
  return figure(strips(rows, `${suite.metric} on ${suite.suite}`),
    `${suite.metric} on ${suite.suite}: a circle is a run of the program, a diamond one of the mutant; the thick tick is their mean, the line its 95 % interval (Student's t). Runs with one seed are comparable.`);
}

function predictionFigure(campaign, suite, trial) {
  const points = trial.suites[suite.suite]?.predicted ?? [];
  if (points.length < 2) return null;
  const paired = points.some((point) => point.length > 2);
  return figure(prediction(points, trial.planned),
    `Predictive probability that all ${trial.planned} runs would kill the mutant on ${suite.suite}, after each run. Beyond a dashed line (0.01, 0.99; \`--certainty\` moves them) it is certain enough to stop, `
    + (paired ? 'to kill from three runs on, to survive from seven. The line (p) knows your program\'s scores with the seeds to come; the crosses (u) do not, and must agree to a kill.' : 'from five runs on.'));
}

function searchFigure(mutant, suite) {
  const steps = mutant.trials.filter((trial) => trial.number !== null).map((trial) => ({
    number: trial.number, word: trial.no_effect ? 'no-effect' : trial.suites[suite.suite]?.verdict?.word ?? 'undecided' }));
  if (mutant.harsh === null || steps.length < 2) return null;
  const positive = steps.every((step) => step.number > 0) && (mutant.mild === null || mutant.mild > 0);
  const values = [...steps.map((step) => step.number), mutant.mild ?? steps[0].number];
  const wide = positive && Math.max(...values) / Math.min(...values) > 50;
  const mildest = mutant.mildest[suite.suite];
  return figure(search(steps, mutant, suite.suite, wide ? 'log' : 'linear'),
    `The search on ${suite.suite} for the mildest value that is killed, step by step${mildest === undefined ? ': none was' : `: it is ${number(mildest, 3)}`}.`);
}

/// Whether other suites notice what the first one misses: where to look for what its data lack.
function elsewhere(campaign, trial) {
  const [first, ...others] = campaign.suites.map((suite) => suite.suite);
  if (!others.length) return null;
  const noticing = others.filter((name) => trial.suites[name]?.verdict?.word === 'killed');
  const unknown = others.filter((name) => trial.suites[name]?.verdict?.word === 'undecided');
  if (!noticing.length && unknown.length)
    return h('p', {}, `Whether the suite ${unknown.map((name) => `“${name}”`).join(', ')} notices it is undecided.`);
  return h('p', {}, noticing.length
    ? `The suite ${noticing.map((name) => `“${name}”`).join(', ')} notices the fault: look for what its data hold and those of “${first}” lack.`
    : 'No other suite notices it either: it may matter little to this program, or only for inputs that none of them holds.');
}

function runsTable(mutant) {
  const trials = mutant.trials.filter((trial) => trial.runs.length);
  if (!trials.length) return null;
  const suites = Object.keys(trials[0].suites);
  return h('details', {}, h('summary', {}, 'Every run'),
    h('div', { class: 'scroll' }, h('table', {},
      h('thead', {}, h('tr', {}, ['value', 'seed', ...suites, 'seconds', 'outcome', 'log'].map((title) => h('th', { scope: 'col', class: ['outcome', 'log'].includes(title) ? '' : 'n' }, title)))),
      h('tbody', {}, trials.flatMap((trial) => trial.runs.map(([seed, seconds, outcome = 'finished', ending, log], i) => h('tr', {},
        h('td', { class: 'n' }, trial.number === null ? '' : number(trial.number, 4)), h('td', { class: 'n' }, seed),
        suites.map((suite) => h('td', { class: 'n' }, number(trial.suites[suite].scores[i]))),
        h('td', { class: 'n' }, number(seconds, 3)), h('td', { title: ending }, outcome), h('td', { class: 'code' }, log ?? ''))))))));
}

export function mutantPage(campaign, id) {
  const mutant = campaign.mutants.find((one) => one.id === id);
  if (!mutant) return [h('h1', {}, 'No such mutant'), h('p', {}, `This campaign has no ${id}. `, h('a', { href: '#mutants' }, 'All mutants'))];
  const operator = campaign.operators.find((one) => one.id === mutant.operator);
  const trial = mutant.trials?.[0];
  return [
    h('p', { class: 'small' }, h('a', { href: '#mutants' }, '← all mutants'), mutant.file ? [' · ', h('a', { href: `#mutant/${mutant.file.split('/').map(encodeURIComponent).join('/')}` }, `in ${mutant.file}`)] : null),
    h('h1', { class: 'id' }, mutant.id),
    h('p', { class: 'lead' }, badge(mutant.verb), ` ${lookOf(mutant.verb).says}.`),
    h('p', {}, `${mutant.description.charAt(0).toUpperCase()}${mutant.description.slice(1)}. `, operator ? h('span', { class: 'small' }, `${operator.name} (${operator.id}): ${operator.summary}`) : null),
    picturesOfSurvivor(campaign.inputs, id),
    mutant.verb === 'SURVIVED' && operator ? h('section', { class: 'card advice' },
      h('h2', {}, 'What it means, and what to try'), h('p', {}, trial.suites[campaign.suites[0].suite]?.verdict?.caution ?? ''), h('p', {}, operator.survival), h('p', {}, operator.advice),
      elsewhere(campaign, trial)) : null,
    mutant.reason ? h('pre', { class: 'reason' }, mutant.reason) : null,
    trial ? [
      h('ul', { class: 'verdicts' }, campaign.suites.flatMap(({ suite }) => trial.suites[suite]?.verdict ? [verdictText(suite, trial.suites[suite].verdict), stopText(suite, trial)] : [])),
      campaign.suites.some(({ suite }) => mutant.corrected[suite] !== undefined) ? h('p', { class: 'small' }, "After Holm's correction over all mutants: ",
        campaign.suites.filter(({ suite }) => mutant.corrected[suite] !== undefined).map(({ suite }) => `p ${pText(mutant.corrected[suite])} on ${suite}`).join(', '), '. ', campaign.method) : null,
    ] : null,
    inputsOfMutant(campaign.inputs, id),
    h('h2', {}, 'What is changed'), diff(mutant.diff),
    trial ? [
      h('h2', {}, 'Scores'), campaign.suites.map((suite) => stripFigure(campaign, mutant, suite, trial)),
      campaign.suites.map((suite) => predictionFigure(campaign, suite, trial)),
      campaign.suites.map((suite) => searchFigure(mutant, suite)),
      runsTable(mutant)] : null,
  ];
}
