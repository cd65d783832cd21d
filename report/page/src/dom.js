// Builds elements: h('p', {class: 'note'}, 'text', h('b', {}, 'bold')). Text is always text, never markup.
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/// A mutant's id that breaks, where it must, at the parts of it.
export function breakable(id) {
  return id.split(/(?<=[/:])|(?=[@=])/).flatMap((part, i) => (i ? [h('wbr'), part] : [part]));
}

/// Numbers as people read them.
export function number(value, digits = 4) {
  if (value === null || value === undefined) return '–';
  return String(Number(value.toPrecision(digits)));
}

export function percent(share) {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}

export function pText(p) {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

export function duration(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
