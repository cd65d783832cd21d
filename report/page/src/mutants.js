// All mutants in a table that can be searched and filtered.
import { breakable, h, number, pText } from './dom.js';
import { badge, verbs } from './verbs.js';

const pageSize = 200;

function row(mutant, suite) {
  const verdict = mutant.trials?.[0]?.suites[suite]?.verdict;
  return h('tr', {},
    h('td', {}, badge(mutant.verb)),
    h('th', { scope: 'row' }, h('a', { href: `#mutants/${encodeURIComponent(mutant.id)}` }, breakable(mutant.id))),
    h('td', {}, mutant.description),
    h('td', { class: 'n' }, verdict ? `${number(verdict.mean_baseline)} → ${number(verdict.mean_mutant)}` : ''),
    h('td', { class: 'n' }, verdict ? (verdict.infinite_d ? '∞' : number(verdict.d, 3)) : ''),
    h('td', { class: 'n' }, verdict ? pText(verdict.p) : ''),
    h('td', { class: 'n' }, pText(mutant.corrected[suite] ?? null)));
}

const state = { verb: 'SURVIVED', operator: '', text: '', shown: pageSize };

function select(name, label, options, change) {
  return h('label', {}, label, h('select', { name, onchange: (event) => { state[name] = event.target.value; change(); } },
    options.map(([value, text]) => h('option', { value, selected: value === state[name] }, text))));
}

export function mutantsPage(campaign) {
  const suite = campaign.suites[0]?.suite;
  const count = (verb) => campaign.mutants.filter((mutant) => mutant.verb === verb).length;
  if (state.verb && !count(state.verb)) state.verb = '';
  const body = h('tbody');
  const summary = h('p', { role: 'status' });
  const more = h('button', { type: 'button', onclick: () => { state.shown += 1000; fill(); } });
  const fill = () => {
    const text = state.text.toLowerCase();
    const chosen = campaign.mutants.filter((mutant) => (!state.verb || mutant.verb === state.verb) &&
      (!state.operator || mutant.operator === state.operator) &&
      (!text || `${mutant.id} ${mutant.description}`.toLowerCase().includes(text)));
    body.replaceChildren(...chosen.slice(0, state.shown).map((mutant) => row(mutant, suite)));
    summary.textContent = `${chosen.length} of ${campaign.mutants.length} mutants.`;
    more.hidden = chosen.length <= state.shown;
    more.textContent = `Show more (${chosen.length - state.shown} left)`;
  };
  const change = () => { state.shown = pageSize; fill(); };
  const operators = [...new Set(campaign.mutants.map((mutant) => mutant.operator))].sort();
  const name = (id) => campaign.operators.find((one) => one.id === id)?.name ?? id;
  const page = [
    h('h1', {}, 'Mutants'),
    h('form', { class: 'filters', onsubmit: (event) => event.preventDefault() },
      select('verb', 'Verdict ', [['', `all (${campaign.mutants.length})`], ...Object.keys(verbs).filter(count).map((verb) => [verb, `${verb.toLowerCase()} (${count(verb)})`])], change),
      select('operator', 'Operator ', [['', 'all'], ...operators.map((id) => [id, `${id} ${name(id)}`])], change),
      h('label', {}, 'Text ', h('input', { type: 'search', name: 'text', value: state.text, oninput: (event) => { state.text = event.target.value; change(); } }))),
    summary,
    h('div', { class: 'scroll' }, h('table', { class: 'mutants' },
      h('caption', {}, `Means, effect d and p on “${suite}”; the last column is p after Holm's correction over all mutants.`),
      h('thead', {}, h('tr', {}, ['verdict', 'mutant', 'what is wrong', 'score', 'd', 'p', 'corrected'].map((title, i) => h('th', { scope: 'col', class: i > 2 ? 'n' : '' }, title)))),
      body)),
    more];
  fill();
  return page;
}
