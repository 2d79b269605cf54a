// Paths with parameters: `/c/:id/m/:msg`, and `/settings/*` whose tail is the parameter `rest`.

/** The names of the parameters in a pattern. */
export type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : P extends `${string}/*`
      ? 'rest'
      : never;

/** The parameters that a pattern takes. */
export type Params<P extends string> = { [K in ParamNames<P>]: string };

/** The parameters of `path` under `pattern`, decoded; `null` when it does not match. */
export function matchPattern(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part === '*') {
      params['rest'] = given.slice(index).join('/');
      return params;
    }
    const value = given[index];
    if (value === undefined) return null;
    if (part.startsWith(':')) {
      const decoded = decode(value);
      if (decoded === null) return null;
      params[part.slice(1)] = decoded;
    } else if (part !== value) return null;
  }
  return given.length === wanted.length ? params : null;
}

/** The path of `pattern` with its parameters filled in and encoded. */
export function fillPattern(pattern: string, params: Record<string, string>): string {
  const parts = pattern.split('/').map((part) => {
    if (part === '*') return (params['rest'] ?? '').split('/').map(encodeURIComponent).join('/');
    return part.startsWith(':') ? encodeURIComponent(params[part.slice(1)] ?? '') : part;
  });
  return parts.join('/').replace(/(.)\/$/, '$1');
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // `%E0%A4%A` is not a path of ours.
  }
}
