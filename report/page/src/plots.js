// The drawings, by Observable Plot. Colours are the page's own, so they follow light and dark.
import * as Plot from '@observablehq/plot';
import { h, number } from './dom.js';
import { lookOf } from './verbs.js';

const style = { background: 'transparent', fontSize: '13px', fontFamily: 'inherit', overflow: 'visible' };

/// A drawing with its caption, which also says in words what is seen.
export function figure(drawing, caption) {
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', caption);
  return h('figure', {}, drawing, h('figcaption', {}, caption));
}

/// One row of scores above another: a dot a run, a bar for the mean, a line for its interval.
export function strips(rows, metric) {
  const dots = rows.flatMap((row) =>
    row.scores.flatMap((score, i) => (score === null ? [] : [{ row: row.name, score, seed: i + 1, kind: row.kind }])));
  const means = rows.filter((row) => row.mean !== undefined);
  return Plot.plot({
    style, width: 720, height: 46 + 56 * rows.length, marginLeft: 150, marginBottom: 40,
    x: { label: `${metric} →`, nice: true, grid: true },
    y: { label: null, domain: rows.map((row) => row.name), padding: 0.3 },
    marks: [
      Plot.ruleY(means.filter((row) => row.low !== undefined), { x1: 'low', x2: 'high', y: 'name', stroke: 'currentColor', strokeWidth: 2 }),
      Plot.tickX(means, { x: 'mean', y: 'name', stroke: 'currentColor', strokeWidth: 3 }),
      Plot.dot(dots, {
        x: 'score', y: 'row', r: 5, symbol: (d) => (d.kind === 'baseline' ? 'circle' : 'diamond'),
        fill: (d) => (d.kind === 'baseline' ? 'var(--baseline)' : 'var(--mutant)'), fillOpacity: 0.65,
        title: (d) => `seed ${d.seed}: ${number(d.score)}`,
      }),
    ],
  });
}

/// The predictive probability of a kill after each run; above and below the dashed lines it is certain enough.
export function prediction(points, planned) {
  const data = points.map(([runs, probability, unpaired]) => ({ runs, probability, unpaired }));
  return Plot.plot({
    style, width: 720, height: 234, marginLeft: 60, marginBottom: 44,
    x: { label: 'runs made →', domain: [1, planned], ticks: Math.min(planned - 1, 19), tickFormat: 'd' },
    y: { label: '↑ probability of a kill at the end', domain: [0, 1], percent: false, grid: true },
    marks: [
      Plot.ruleY([0.01, 0.99], { stroke: 'currentColor', strokeDasharray: '4 4', strokeOpacity: 0.6 }),
      Plot.line(data, { x: 'runs', y: 'probability', stroke: 'var(--mutant)', strokeWidth: 2 }),
      Plot.dot(data.filter((d) => d.unpaired !== undefined), { x: 'runs', y: 'unpaired', symbol: 'times', stroke: 'var(--mutant)', r: 4, title: (d) => `u after ${d.runs} runs: ${number(d.unpaired, 3)}` }),
      Plot.dot(data, { x: 'runs', y: 'probability', fill: 'var(--mutant)', r: 4, title: (d) => `after ${d.runs} runs: ${number(d.probability, 3)}` }),
    ],
  });
}

/// The values that a search tried, in their order, along its interval.
export function search(steps, mutant, suite, scale) {
  const data = steps.map((step, i) => ({ step: i + 1, ...step }));
  const ends = [mutant.mild, mutant.harsh].filter((end) => end !== null && (scale !== 'log' || end > 0));
  return Plot.plot({
    style, width: 720, height: 84 + 26 * data.length, marginLeft: 60, marginRight: 60, marginTop: 34, marginBottom: 44,
    x: { label: 'value →', type: scale, grid: true, ticks: 5, tickFormat: (value) => number(value, 3) },
    y: { label: 'step', domain: data.map((d) => d.step), type: 'point' },
    marks: [
      Plot.ruleX(ends, { stroke: 'currentColor', strokeDasharray: '4 4' }),
      Plot.text(ends, { x: (d) => d, text: (d) => (d === mutant.mild ? "the program's own" : 'harsh end'), frameAnchor: 'top', dy: -12 }),
      Plot.link(data.slice(1), { x1: (d, i) => data[i].number, x2: 'number', y1: (d, i) => data[i].step, y2: 'step', stroke: 'currentColor', strokeOpacity: 0.3 }),
      Plot.dot(data, { x: 'number', y: 'step', fill: (d) => lookOf(d.word).colour, r: 6 }),
      Plot.text(data, { x: 'number', y: 'step', dx: 12, textAnchor: 'start', fill: 'currentColor', text: (d) => `${lookOf(d.word).mark} ${d.word} at ${number(d.number, 3)}` }),
    ],
  });
}

/// Bars of verdicts, a row an operator; every part is named by its mark and, where there is room, its count.
export function verdictBars(rows, keys) {
  const parts = rows.flatMap((row) => keys.filter((key) => row[key]).map((key) => ({ name: row.name, key, count: row[key] })));
  const width = 760, marginLeft = 270, room = 44;
  const longest = Math.max(...rows.map((row) => keys.reduce((sum, key) => sum + (row[key] ?? 0), 0)));
  const name = ({ key, count }) => (count / longest * (width - marginLeft) < room ? lookOf(key).mark : `${lookOf(key).mark} ${count}`);
  return Plot.plot({
    style, width, height: 48 + 30 * rows.length, marginLeft, marginTop: 6, marginBottom: 44,
    x: { label: 'mutants →', tickFormat: (n) => (Number.isInteger(n) ? String(n) : ''), grid: true },
    y: { label: null, domain: rows.map((row) => row.name) },
    marks: [
      Plot.barX(parts, Plot.stackX({ x: 'count', y: 'name', fill: (d) => lookOf(d.key).colour, stroke: 'var(--page)', strokeWidth: 1, order: (d) => keys.indexOf(d.key), title: (d) => `${d.count} ${d.key.toLowerCase()}` })),
      Plot.text(parts, Plot.stackX({ x: 'count', y: 'name', order: (d) => keys.indexOf(d.key), text: name, fill: 'var(--on-bar)', fontWeight: 600 })),
    ],
  });
}

/// How many mutants the first inputs kill; the dashed line is where all of them are killed.
export function inputsCurve(points, needed, subset) {
  const data = points.map(([inputs, killed]) => ({ inputs, killed }));
  return Plot.plot({
    style, width: 720, height: 234, marginLeft: 60, marginBottom: 44,
    x: { label: 'inputs →', type: 'log', grid: true, tickFormat: 'd', ticks: 5 },
    y: { label: '↑ mutants killed', domain: [0, needed], tickFormat: (n) => (Number.isInteger(n) ? String(n) : ''), grid: true },
    marks: [
      Plot.ruleX(subset === null ? [] : [subset], { stroke: 'currentColor', strokeDasharray: '4 4' }),
      Plot.line(data, { x: 'inputs', y: 'killed', stroke: 'var(--mutant)', strokeWidth: 2 }),
      Plot.dot(data, { x: 'inputs', y: 'killed', fill: 'var(--mutant)', r: 4, title: (d) => `${d.killed} killed by ${d.inputs} inputs` }),
    ],
  });
}

/// The values of an input, one after the other, a line each.
export function signals(values, name) {
  const points = values.flatMap((signal, row) => signal.map((value, at) => ({ at, value, row })));
  const drawing = Plot.plot({
    style, width: 240, height: 100, marginLeft: 34, marginBottom: 20, marginTop: 6,
    x: { label: null, ticks: 3, tickFormat: 'd' }, y: { label: null, ticks: 3, tickFormat: (value) => number(value, 2) },
    marks: [Plot.line(points, { x: 'at', y: 'value', z: 'row', stroke: (d) => ['var(--baseline)', 'var(--mutant)', 'var(--other)'][d.row], strokeWidth: 1.5 })],
  });
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', `${name}, as it enters the network`);
  return drawing;
}

/// The effect of each mutant, a row a suite: how far right of the threshold it lies.
export function effects(points, suites, threshold) {
  const widest = 8;
  const shown = points.map((point) => ({ ...point, at: Math.max(-widest, Math.min(widest, point.d)) }));
  return Plot.plot({
    style, width: 720, height: 74 + 90 * suites.length, marginLeft: 110, marginBottom: 44,
    x: { label: "Cohen's d, worse than the program →", domain: [-widest, widest], grid: true },
    fy: { label: null, domain: suites },
    marks: [
      Plot.ruleX([threshold], { stroke: 'currentColor', strokeDasharray: '4 4' }),
      Plot.dot(shown, Plot.dodgeY('middle', {
        fy: 'suite', x: 'at', r: 4.5, fill: (d) => lookOf(d.word).colour, symbol: (d) => (d.word === 'killed' ? 'circle' : 'times'),
        stroke: (d) => lookOf(d.word).colour, title: (d) => `${d.id}\nd = ${number(d.d, 3)}, ${d.word}`,
      })),
    ],
  });
}
