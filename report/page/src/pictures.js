// Inputs as they are, side by side: images, short vectors, signals.
import { h, number } from './dom.js';
import { signals } from './plots.js';

const smallest = 112; // of an image on the page, in pixels of the screen

function look(picture, name) {
  if (picture.image) {
    const scale = Math.max(1, Math.floor(smallest / Math.max(picture.width, picture.height)));
    return h('img', { src: picture.image, alt: `${name}, as it enters the network`, width: scale * picture.width, height: scale * picture.height });
  }
  if (picture.signals) return signals(picture.signals, name);
  const numbers = picture.numbers.map((value) => number(value, 3)).join(', ');
  return h('p', { class: 'code' }, picture.sizes ? `${numbers}, … (${picture.sizes})` : numbers);
}

/// Of inputs [name, runs or mutants, number of the picture], those that have a picture; null where none has.
export function gallery(pictures, inputs, caption) {
  const shown = inputs.filter((input) => input[2] !== null);
  if (!shown.length) return null;
  return h('div', { class: 'gallery' }, shown.map(([name, count, picture]) => h('figure', {},
    look(pictures[picture], name), h('figcaption', {}, h('b', {}, name), h('br'), caption(count)))));
}
