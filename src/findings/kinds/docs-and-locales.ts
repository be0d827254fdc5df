import { tableRule, type ByDirectory, type Row } from './directory-table.js'
import type { ImageFiles } from './file-kind.js'

/** Licences want to go with what they are for, and are small. */
const LICENCE = /^(?:copyright|copying|licen[cs]e|notice)/i

/** What official images of runtimes have in /usr/local: some kilobytes that no line of a Dockerfile brings. */
const RUNTIME_MAN = /^(?:node|python[\d.]*|ruby|erb|irb|ri|php[\w-]*)\.1$/

/** Locales that are there for everyone. */
const FOR_EVERYONE: readonly string[] = ['C', 'POSIX', 'en', 'en_US']

const DOCUMENTS: readonly Row[] = [
  { at: '/usr/share/man', name: 'man pages', usedBy: ['man'] },
  { at: '/usr/local/share/man', name: 'man pages', except: RUNTIME_MAN, usedBy: ['man'] },
  { at: '/usr/local/man', name: 'man pages', usedBy: ['man'] },
  { at: '/usr/share/info', name: 'info pages', usedBy: ['info'] },
  { at: '/usr/local/share/info', name: 'info pages', usedBy: ['info'] },
  // Debian policy 12.3: no program may need a file in /usr/share/doc. Not doc-base: debian:*-slim has some of it.
  ...['doc', 'gtk-doc', 'help', 'lintian', 'linda'].map((part): Row => ({
    at: `/usr/share/${part}`,
    name: 'documentation',
    except: LICENCE,
  })),
  { at: '/usr/local/share/doc', name: 'documentation', except: LICENCE, outside: /^node(?:\/|$)/ },
]

/**
 * What is there to be read by people, but for the languages that the image's settings ask for. Compiled locales
 * (`/usr/lib/locale`) are left alone: somebody has asked for them.
 */
export function docsAndLocales(image: ImageFiles): ByDirectory {
  const asked = image.locales.flatMap(languagesOf).filter((one) => !FOR_EVERYONE.includes(one))
  // A program that is told of a directory serves or reads it.
  const rows = [...DOCUMENTS, ...localesBut([...new Set(asked)])].filter(({ at }) => !image.mayRun.includes(`${at}/`))
  return tableRule('docs-and-locales', rows, image)
}

/** `de_AT.UTF-8` is also served by what there is for `de` (glibc, `_nl_make_l10nflist`); nothing where it names no language. */
function languagesOf(locale: string): readonly string[] {
  const [, language, country = ''] = /^([A-Za-z]{2,8})(_[A-Za-z\d]{2,8})?(?:[.@]|$)/.exec(locale) ?? []
  return language === undefined ? [] : [language, language + country]
}

/** Of other languages than those `asked` for, also with a character set or a variant. */
function localesBut(asked: readonly string[]): readonly Row[] {
  const kept = [...FOR_EVERYONE, ...asked].join('|')
  // A language is the start of what there is for its countries.
  const keep = asked.filter((one) => !one.includes('_'))
  return [
    ...['/usr/share/locale', '/usr/share/locale-langpack', '/usr/local/share/locale'].map((at): Row => ({
      at,
      name: 'translations',
      outside: new RegExp(`^(?:$|(?:${kept})(?:[.@][^/]*)?(?:/|$))`),
      ...(keep.length === 0 ? {} : { keep }),
    })),
    {
      at: '/usr/share/i18n/locales',
      name: 'locale definitions',
      direct: true,
      // Those without a country are parts that the others are made of.
      only: /^[a-z]{2,3}_[A-Z]{2}/,
      except: new RegExp(`^(?:${kept})(?:[.@]|$)`),
      usedBy: ['locale-gen', 'localedef'],
    },
  ]
}
