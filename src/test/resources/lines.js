// The lines into which the browser breaks the detail of a service.
(() => {
  const row = [...document.querySelectorAll('#services tr')].find(tr => tr.querySelector('th span').textContent === '%s');
  const walker = document.createTreeWalker(row.querySelector('th div'), NodeFilter.SHOW_TEXT);
  const lines = [], range = document.createRange();
  let bottom = null;
  while (walker.nextNode()) {
    for (let i = 0; i < walker.currentNode.length; i++) {
      range.setStart(walker.currentNode, i);
      range.setEnd(walker.currentNode, i + 1);
      const box = range.getBoundingClientRect(), letter = range.toString();
      if (box.width && (bottom === null || box.bottom > bottom + 2)) {
        lines.push('');
        bottom = box.bottom;
      }
      lines[lines.length - 1] += letter;
    }
  }
  return lines;
})()
