/** KaTeX with its styles, in a chunk of its own. */
import 'katex/dist/katex.min.css';
export { ParseError, render } from 'katex';
