import type { CompileContext, Extension as FromMarkdown, Token } from 'mdast-util-from-markdown';

/**
 * Turns the tokens of bare addresses (`https://…`, `www.…`, `a@b.example`) into links. The package of GFM for it also
 * walks the whole tree by recursion, to find what the tokens have told already.
 */
export function addressTree(): FromMarkdown {
  return {
    enter: {
      literalAutolink(token) {
        this.enter({ type: 'link', title: null, url: '', children: [] }, token);
      },
      literalAutolinkEmail: enterWords,
      literalAutolinkHttp: enterWords,
      literalAutolinkWww: enterWords,
    },
    exit: {
      literalAutolink(token) {
        this.exit(token);
      },
      literalAutolinkEmail: leadTo('mailto:'),
      literalAutolinkHttp: leadTo(''),
      literalAutolinkWww: leadTo('http://'),
    },
  };
}

function enterWords(this: CompileContext, token: Token): void {
  this.config.enter['data']?.call(this, token);
}

/** Ends the words of a link; it leads to them, with `scheme` before. */
function leadTo(scheme: string) {
  return function (this: CompileContext, token: Token): void {
    this.config.exit['data']?.call(this, token);
    const link = this.stack.at(-1);
    if (link?.type === 'link') link.url = scheme + this.sliceSerialize(token);
  };
}
