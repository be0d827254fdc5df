import type { FileToRead } from '../packages/package.js'
import { baseName } from '../posix-path.js'
import { SECRET_WORD } from './secret-word.js'

/** What a file lets its reader do; in words that follow "holds". */
export type SecretKind =
  | 'a private key'
  | 'an encryption key'
  | 'a registry token'
  | 'a password'
  | 'a token'
  | 'an access key'
  | 'credentials of a repository'

export interface SecretScan {
  write(piece: Buffer): void
  end(): SecretKind | null
}

/** Files that hold secrets are small; of a larger one the first bytes are looked at. */
const LOOKED_AT = 64 * 1024

interface Rule {
  readonly kind: SecretKind
  /** Of the whole path, without a slash at its start. */
  readonly path: RegExp
  /** What only such a file has that really holds one: no placeholder, no reference to a variable. */
  readonly content: RegExp
  /** What of it is not read: comments that show how it may look. */
  readonly without?: RegExp
}

/** How a value begins that stands for another, or says where that is: `${TOKEN}`, `<token>`, `xxx`, `op://…`. */
const PLACEHOLDER = [
  ...[String.raw`[$<*[]`, String.raw`\{\{`, 'x{3,}', String.raw`\.{3}`, '__', String.raw`%\w+%`, String.raw`@\w+@`],
  ...['change.?me', 'change.?this', 'replace', 'your', 'example', 'placeholder', 'dummy', 'fake', 'todo', 'insert.'],
  ...['redacted', 'encrypted:', String.raw`enc\[`, '(?:op|vault|ref|file|arn|awssm|gcpsm):', String.raw`/run/secrets/`],
].join('|')

/** Whole values that are no secret. */
const NO_SECRET = '(?:secret|password|token|test|none|null|nil|undefined|true|false|yes|required|optional)'

/** A value that is there, and does not stand for another. */
const VALUE = String.raw`(?!["']?(?:${PLACEHOLDER}|${NO_SECRET}(?=["'\s,;<}]|$)))["']?[^\s"'#]{3,}`

/** The password of a URL, with all that is before it; not the one that a manual has, nor the user's name again. */
const IN_URL = String.raw`(?<![\w+.-])[a-z][\w+.-]*://(?<user>[^\s:@/"']*):(?!(?:${PLACEHOLDER})|(?:\k<user>|${NO_SECRET}|pass|passwd|pwd|user|root|admin|guest|postgres|mysql)@)[^\s@/"']{3,}@`

/** What a line of an .env file begins with, up to the variable's name. */
const VARIABLE = String.raw`^[ \t]*(?:export[ \t]+)?`

/** Variables that bundlers put into what browsers get. */
const PUBLIC = String.raw`(?:VITE|REACT_APP|VUE_APP|GATSBY)_|\w*?(?<![A-Za-z0-9])PUBLIC(?![A-Za-z0-9])`

/** At a name's end only, and also where no underscore parts it from the rest (`DBPASSWORD`): here the value is seen as well. */
const SECRET_VARIABLE = String.raw`(?!${PUBLIC})(?:APP_KEY|(?:\w*_)?PASS|\w*${SECRET_WORD})`

/** `.env`, `.env.production`; no example of one. */
const ENV_FILE =
  /(?:^|\/)\.env(?:\.(?!(?:[\w.-]*\.)?(?:example|sample|template|tmpl|tpl|dist|defaults?|schema)$)[\w.-]+)?$/

const RULES: readonly Rule[] = [
  {
    kind: 'a private key',
    path: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|ssh_host_\w+_key|[^/]+\.(?:pem|key|ppk))$/i,
    content: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|^PuTTY-User-Key-File-\d/,
  },
  {
    kind: 'a private key',
    path: /(?:^|\/)[^/]*(?:service[-_]?account|credentials?)[^/]*\.json$/i,
    content: /"private_key"\s*:\s*"-----BEGIN /,
  },
  {
    // Rails' own, of its encrypted credentials.
    kind: 'an encryption key',
    path: /(?:^|\/)config\/(?:master|credentials\/\w+)\.key$/,
    content: /^[0-9a-f]{32,}\s*$/,
  },
  {
    kind: 'a registry token',
    path: /(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.yml)$/,
    content: new RegExp(
      String.raw`(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?\s*[=:]\s*${VALUE}`,
      'i',
    ),
  },
  {
    kind: 'a registry token',
    path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson|containers\/(?:\d+\/)?auth\.json)$/,
    content: /"(?:auth|identitytoken|registrytoken)"\s*:\s*"[^"]{3,}"/,
  },
  {
    kind: 'a registry token',
    path: /(?:^|\/)\.?cargo\/credentials(?:\.toml)?$/,
    content: new RegExp(String.raw`^[ \t]*(?:secret-key|token)[ \t]*=[ \t]*${VALUE}`, 'im'),
  },
  {
    // Composer's; the name alone is anyone's.
    kind: 'a registry token',
    path: /(?:^|\/)auth\.json$/,
    content: new RegExp(
      [
        String.raw`"(?:github-oauth|gitlab-oauth|gitlab-token|bearer)"\s*:\s*\{\s*"[^"]+"\s*:\s*(?:\{[^}]{0,2000}"token"\s*:\s*)?${VALUE}`,
        String.raw`"(?:http-basic|bitbucket-oauth)"\s*:\s*\{[^}]{0,2000}"(?:password|consumer-secret)"\s*:\s*${VALUE}`,
      ].join('|'),
      'i',
    ),
  },
  {
    kind: 'a password',
    path: /(?:^|\/)(?:\.netrc|_netrc)$/,
    content: new RegExp(String.raw`\bpassword\s+${VALUE}`, 'i'),
  },
  { kind: 'a password', path: /(?:^|\/)\.pgpass$/, content: /^[^#\s][^:\n]*:[^:\n]*:[^:\n]*:[^:\n]*:[^\s]/m },
  {
    kind: 'a password',
    path: /(?:^|\/)\.pypirc$/,
    content: new RegExp(String.raw`^[ \t]*password\s*[=:]\s*${VALUE}`, 'im'),
  },
  {
    kind: 'a password',
    path: /(?:^|\/)pip\.conf$/,
    content: new RegExp(String.raw`^[^#;\n]*${IN_URL}`, 'im'),
  },
  {
    // In braces it is encrypted (Maven's password encryption).
    kind: 'a password',
    path: /(?:^|\/)\.m2\/settings\.xml$/,
    content: new RegExp(String.raw`<(?:password|passphrase)>\s*(?!\{)${VALUE}`, 'i'),
    without: /<!--[\s\S]*?(?:-->|$)/g,
  },
  {
    kind: 'a password',
    path: ENV_FILE,
    content: new RegExp(
      String.raw`${VARIABLE}(?=\w*(?:PASS|PASSWD|P(?:ASS)?WORD)[ \t]*=)${SECRET_VARIABLE}[ \t]*=[ \t]*${VALUE}`,
      'im',
    ),
  },
  {
    kind: 'a token',
    path: ENV_FILE,
    content: new RegExp(String.raw`${VARIABLE}${SECRET_VARIABLE}[ \t]*=[ \t]*${VALUE}`, 'im'),
  },
  {
    kind: 'a password',
    path: ENV_FILE,
    content: new RegExp(String.raw`${VARIABLE}\w+[ \t]*=[ \t]*["']?${IN_URL}`, 'im'),
  },
  {
    kind: 'a token',
    path: /(?:^|\/)\.kube\/config$/,
    content: new RegExp(String.raw`^[ \t]*(?:client-key-data|token|password):\s*${VALUE}`, 'm'),
  },
  {
    kind: 'a token',
    path: /(?:^|\/)(?:application_default_credentials|gcloud\/legacy_credentials\/[^/]+\/adc)\.json$/,
    content: new RegExp(String.raw`"refresh_token"\s*:\s*${VALUE}`),
  },
  {
    kind: 'an access key',
    path: /(?:^|\/)\.aws\/(?:credentials|config)$/,
    content: new RegExp(String.raw`^[ \t]*aws_secret_access_key\s*=\s*${VALUE}`, 'im'),
  },
  {
    kind: 'credentials of a repository',
    path: /(?:^|\/)(?:\.git-credentials|\.git\/config|\.config\/git\/credentials)$/,
    content: /https?:\/\/[^\s/@:]+:[^\s/@]+@|https?:\/\/(?:gh[a-z]_|glpat-)[^\s/@]+@|extraheader\s*=\s*authorization:/i,
  },
  {
    // Of a host, whose dots are two underscores each (bundle-config, "Credentials for Gem Sources").
    kind: 'credentials of a repository',
    path: /(?:^|\/)\.?bundle\/config$/,
    content: new RegExp(
      String.raw`^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|PLUGINS)__|GEM__[A-Z]+:)(?=\w*?__\w)\w+:[ \t]*(?!["']?(?:https?:|/|-))${VALUE}|^BUNDLE_MIRROR__.*${IN_URL}`,
      'im',
    ),
  },
]

/** What tests and shows, in other people's code. */
const SAMPLES = 'tests?|testing|testdata|t|fixtures?|specs?|examples?|samples?|demos?'

/** Where software ships keys of its own to test and show with. */
const OTHERS = new RegExp(
  `(?:^|/)(?:${[
    'node_modules|site-packages|dist-packages|gems|testdata|fixtures|usr/share/doc',
    ...['go/pkg/mod', String.raw`\.?cargo/(?:registry|git)`, String.raw`\.m2/repository`, String.raw`\.gradle/caches`],
    ...[
      String.raw`lib(?:64)?/(?:python|pypy)\d[\d.]*`,
      String.raw`lib(?:64)?/ruby`,
      String.raw`(?:lib|share)/(?:[^/]+/)?perl5?`,
    ],
    // Modules that `go mod vendor` copied, by their hosts; Composer's packages have their tests with them.
    ...[String.raw`vendor/[\w-]+\.[a-z]+/[^/]+`, `(?:vendor|deps)/(?:[^/]+/)+(?:${SAMPLES})`],
  ].join('|')})/`,
)

/** The last parts of the paths above, so that of a million files few have to be matched with them all. */
const NAME =
  /^(?:\..*|_netrc|config|config\.json|credentials(?:\.toml)?|pip\.conf|settings\.xml|id_\w+|\w+_key|.+\.(?:pem|key|ppk|json))$/i

/** Looks for a secret where a file's name says that it may hold one; null: its name does not. */
export function secretScanFor({ path, size }: FileToRead): SecretScan | null {
  if (size === 0 || !NAME.test(baseName(path))) return null
  const rules = RULES.filter((rule) => rule.path.test(path))
  if (rules.length === 0 || OTHERS.test(path)) return null
  let text = ''
  return {
    write(piece) {
      if (text.length < LOOKED_AT) text += piece.toString('latin1', 0, LOOKED_AT - text.length)
    },
    end: () =>
      rules.find(({ content, without }) => content.test(without === undefined ? text : text.replace(without, '')))
        ?.kind ?? null,
  }
}
