// The texts of the page whose contrast with their background is less than 4.5 to 1, each with its contrast.
(() => {
  const rgba = colour => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return {light: [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0), a};
  };
  const paint = element => element instanceof SVGElement
    ? (element.tagName === 'rect' ? getComputedStyle(element).fill : 'rgba(0, 0, 0, 0)') : getComputedStyle(element).backgroundColor;
  const behind = (element, rect) => document.elementsFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2)
    .map(paint).filter(colour => colour !== 'none').map(rgba).find(colour => colour.a === 1)
    || rgba(getComputedStyle(document.documentElement).backgroundColor);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const rect = range.getBoundingClientRect();
    if (!texts.currentNode.textContent.trim() || !rect.width || element.closest('.unseen, script, style')) continue;
    seen++;
    const style = getComputedStyle(element), ink = rgba(element instanceof SVGElement ? style.fill : style.color).light;
    const paper = behind(element, rect).light, contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < 4.5) found.push(texts.currentNode.textContent + ': ' + contrast.toFixed(2));
  }
  return {seen, found};
})()
