// What is shown where not even the words could be loaded: English, and nothing that has to be fetched.

/** Says so in `target`, and offers to try again. */
export function showWordless(target: HTMLElement, reload: () => void): void {
  const main = document.createElement('main');
  main.className = 'wordless';
  const heading = document.createElement('h1');
  heading.textContent = 'Tertulia could not be loaded';
  const words = document.createElement('p');
  words.textContent = 'The connection may have failed, or a newer version has been installed.';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Reload';
  button.addEventListener('click', reload);
  main.append(heading, words, button);
  target.replaceChildren(main);
}
