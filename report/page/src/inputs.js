// The page of inputs: which of a suite's tell the mutants from the program, how few do, and which are missing.
import { breakable, h, number } from './dom.js';
import { gallery } from './pictures.js';
import { figure, inputsCurve } from './plots.js';
import { badge } from './verbs.js';

const linkTo = (id) => h('a', { href: `#mutants/${encodeURIComponent(id)}` }, breakable(id));

function table(titles, rows) {
  return h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, titles.map(([title, kind]) => h('th', { scope: 'col', class: kind ?? '' }, title)))),
    h('tbody', {}, rows)));
}

const list = (inputs, runs) => inputs.map(([name, kills]) => `${name} (${kills} of ${runs} runs)`).join(', ');

function subsetText(inputs) {
  if (!inputs.needed) return 'No mutant is killed on this suite by its share of right inputs.';
  if (inputs.subset === null) return 'No few of the inputs keep every kill.';
  return `On the ${inputs.subset === 1 ? 'one input that is' : `${inputs.subset} inputs that are`} worth most, every mutant that is killed (${inputs.needed}) is killed still. `
    + 'That is computed from the recorded answers; an answer may change with the batch that an input stands in, so let the program evaluate those inputs before you rely on it.';
}

function missing(inputs) {
  if (!inputs.missing.length) return null;
  return [
    h('h2', {}, 'What the test data lack'),
    h('p', {}, `These mutants survive here and are killed on the suite “${inputs.missing[0].suite}”. The inputs that notice them there show what the test data hold too little of.`),
    table([['mutant'], ['inputs like those that would kill it', 'n'], ['inputs that notice it most']], inputs.missing.map((one) => h('tr', {},
      h('th', { scope: 'row' }, linkTo(one.id)), h('td', { class: 'n' }, one.fewest ?? 'none would'),
      h('td', {}, `of ${one.suite}: `, list(one.inputs, one.runs), one.noticing > one.inputs.length ? ` and ${one.noticing - one.inputs.length} more` : '')))),
  ];
}

function mutants(inputs) {
  return table([['mutant'], ['verdict'], ['killing inputs', 'n'], ['triviality', 'n'], ['redundant to']], inputs.mutants.map((one) => h('tr', {},
    h('th', { scope: 'row' }, linkTo(one.id)), h('td', {}, badge(one.word)), h('td', { class: 'n' }, one.killers),
    h('td', { class: 'n' }, `${number(one.triviality, 3)}${one.trivial ? ', trivial' : ''}`),
    h('td', {}, one.redundant_to.length ? [linkTo(one.redundant_to[0]), one.redundant_to.length > 1 ? ` and ${one.redundant_to.length - 1} more` : ''] : ''))));
}

function order(inputs) {
  const most = 20;
  const rows = (chosen, first) => table([['worth', 'n'], ['input'], ['mutants it kills', 'n']], chosen.map(([name, kills], i) => h('tr', {},
    h('td', { class: 'n' }, first + i + 1), h('td', { class: 'code' }, name), h('td', { class: 'n' }, kills))));
  const more = inputs.order.slice(most);
  return [gallery(inputs.pictures, inputs.order.slice(0, most), (kills) => `kills ${kills} ${kills === 1 ? 'mutant' : 'mutants'}`),
    inputs.pictures.length ? null : h('p', { class: 'small' }, 'Where networks are kept (keep: in misfire.yml), inputs are shown here, too.'),
    rows(inputs.order.slice(0, most), 0), more.length ? h('details', {}, h('summary', {}, `${more.length} more`), rows(more, most)) : null,
    inputs.count > inputs.order.length ? h('p', { class: 'small' }, `All ${inputs.count} are listed by misfire inputs --order.`) : null];
}

const noticed = (runs) => (kills) => `right in your program, wrong in the mutant, in ${kills} of ${runs} ${runs === 1 ? 'run' : 'runs'}`;

/// What the page of a survivor begins with, on the suite whose inputs these are: what notices it, so that one sees what its data lack.
export function picturesOfSurvivor(inputs, id) {
  const lacking = inputs?.missing?.find((one) => one.id === id);
  const here = inputs?.mutants?.find((one) => one.id === id);
  const one = lacking ?? here;
  const shown = one && here?.word === 'survived' ? gallery(inputs.pictures, one.inputs, noticed(one.runs)) : null;
  if (!shown) return null;
  return [h('h2', {}, 'Inputs that notice it'),
    h('p', {}, lacking ? `They are of the suite “${lacking.suite}”, those that notice it in most runs first. Your data of “${inputs.suite}” hold too few like these.`
      : `They are of the suite “${inputs.suite}”, and too few to kill it.`), shown];
}

/// What a mutant's own page says of inputs.
export function inputsOfMutant(inputs, id) {
  const here = inputs?.mutants?.find((one) => one.id === id);
  const lacking = inputs?.missing?.find((one) => one.id === id);
  if (!here?.inputs.length && !lacking) return null;
  return [
    h('h2', {}, 'Inputs'),
    lacking ? h('p', {}, `Inputs of suite ${lacking.suite} notice it: ${list(lacking.inputs, lacking.runs)}. `,
      lacking.fewest === null ? 'Even all of them would not kill it here.' : `${lacking.fewest} like these among those of suite ${inputs.suite} would kill it.`) : null,
    here?.inputs.length ? h('p', {}, `Of suite ${inputs.suite}, right in the program and wrong here: ${list(here.inputs, here.runs)}.`) : null,
    here && here.word !== 'survived' ? gallery(inputs.pictures, here.inputs, noticed(here.runs)) : null,
  ];
}

export function inputsPage(campaign) {
  const { inputs } = campaign;
  const title = h('h1', {}, 'Which inputs do the work?');
  if (!inputs) return [title, h('p', {}, 'What is known of inputs is written when the campaign ends.')];
  if (inputs.reason) return [title, h('p', {}, 'Nothing is known of inputs. ', inputs.reason)];
  return [
    title,
    h('p', {}, `${inputs.count} inputs of the suite “${inputs.suite}”, by its metric ${inputs.metric}. An input kills a mutant where, in clearly more than half of the runs, the program is right on it and the mutant, with the same seed, is wrong. ${inputs.useless} of the inputs kill none.`),
    h('p', {}, inputs.placed ? 'An input is named by its place in the evaluation, from 0.' : 'The program evaluates them in another order each time, so an input is named by a hash of what enters the network.'),
    inputs.repeated ? h('p', {}, `${inputs.repeated} more are left out: each is equal to another, so that they cannot be told apart.`) : null,
    h('p', {}, subsetText(inputs)),
    inputs.needed && inputs.curve.length > 1 ? figure(inputsCurve(inputs.curve, inputs.needed, inputs.subset),
      `Of the ${inputs.needed} mutants that the whole suite kills, how many are killed by the first inputs alone, those that are worth most first.`) : null,
    missing(inputs),
    h('h2', {}, 'By mutant'), mutants(inputs),
    h('p', { class: 'small' }, 'Triviality: the share of runs in which an input kills the mutant, over all inputs; trivial from 0.9. Redundant: what kills the other kills this one too.'),
    inputs.not_used.length ? h('details', {}, h('summary', {}, `${inputs.not_used.length} mutants of which no inputs are known`),
      h('ul', {}, inputs.not_used.map(([id, reason]) => h('li', {}, linkTo(id), `: ${reason}`)))) : null,
    h('h2', {}, 'By input'), order(inputs),
  ];
}
