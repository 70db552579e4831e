import { CookieJar } from 'tough-cookie';
import type { Cookies } from '../transports/transport.js';

/**
 * One user's cookies, as a browser keeps them. Servers under test have addresses of all kinds, so names that
 * are no public domains are taken as they come.
 *
 * @param learn to be told of every value that was set: it may be a secret.
 */
export function cookieJar(learn: (name: string, value: string) => void): Cookies {
  const jar = new CookieJar(undefined, {
    looseMode: true,
    rejectPublicSuffixes: false,
    allowSpecialUseDomain: true,
  });
  return {
    headerFor: (url) => jar.getCookieStringSync(httpOf(url)),
    keep(url, setCookies) {
      for (const line of setCookies) {
        try {
          const cookie = jar.setCookieSync(line, httpOf(url), { ignoreError: true });
          if (cookie !== undefined) learn(cookie.key, cookie.value);
        } catch {
          // What cannot be read is no cookie.
        }
      }
    },
  };
}

/** Cookies know of two schemes only; those of sockets are as safe, or not, as theirs. */
function httpOf(url: string): string {
  return url.replace(/^ws(s?):/i, 'http$1:');
}
