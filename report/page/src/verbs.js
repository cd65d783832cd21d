// The words for what became of a mutant, each with a mark and a place in every legend: never colour alone.
import { h } from './dom.js';

export const verbs = {
  killed: { mark: '✓', colour: 'var(--killed)', says: 'the test data notice the fault' },
  SURVIVED: { mark: '✗', colour: 'var(--survived)', says: 'the test data do not notice the fault' },
  better: { mark: '↑', colour: 'var(--other)', says: 'significantly better than the program itself; not in the score' },
  undecided: { mark: '?', colour: 'var(--other)', says: 'the runs cannot carry a verdict; not in the score' },
  'no-effect': { mark: '=', colour: 'var(--other)', says: 'it trains bit for bit like the program; not in the score' },
  inapplicable: { mark: '∅', colour: 'var(--other)', says: 'the fault cannot apply here; not in the score' },
  UNBUILDABLE: { mark: '!', colour: 'var(--other)', says: 'it does not compile; not in the score' },
  pending: { mark: '…', colour: 'var(--other)', says: 'not judged yet' },
};

/// A verdict's own word ("survived") and a mutant's verb ("SURVIVED") mean the same.
export const lookOf = (word) => verbs[word] ?? verbs[word === 'survived' ? 'SURVIVED' : 'undecided'];

export function badge(word) {
  const look = lookOf(word);
  return h('span', { class: `badge ${word.toLowerCase()}`, title: look.says },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, look.mark), word.toLowerCase());
}
