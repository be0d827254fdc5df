import type { FileToRead } from '../packages/package.js'
import { SECRET_WORD } from './secret-word.js'

/** What a file lets its reader do; in words that follow "holds". */
export type SecretKind =
  'a private key' | 'a registry token' | 'a password' | 'a token' | 'an access key' | 'credentials of a repository'

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
}

/** A value that is there, and does not stand for another: not `${TOKEN}`, `$TOKEN`, `<token>`, `xxx`, `changeme`. */
const VALUE = String.raw`(?!["']?(?:\$|<|\{\{|x{3,}|\*|changeme|change_me|your|example|placeholder|secret["']?\s*$|password["']?\s*$))["']?[^\s"'#]{3,}`

/** At a name's end only, and also where no underscore parts it from the rest (`DBPASSWORD`): here the value is seen as well. */
const SECRET_VARIABLE = `[A-Za-z0-9_]*${SECRET_WORD}`

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
    kind: 'a registry token',
    path: /(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.yml)$/,
    content: new RegExp(
      String.raw`(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?\s*[=:]\s*${VALUE}`,
      'i',
    ),
  },
  {
    kind: 'a registry token',
    path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson)$/,
    content: /"(?:auth|identitytoken|registrytoken)"\s*:\s*"[^"]{3,}"/,
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
    content: new RegExp(String.raw`^\s*password\s*[=:]\s*${VALUE}`, 'im'),
  },
  {
    kind: 'a token',
    path: /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$|schema$)[\w.-]+)?$/,
    content: new RegExp(String.raw`^\s*(?:export\s+)?${SECRET_VARIABLE}\s*=\s*${VALUE}`, 'im'),
  },
  {
    kind: 'a token',
    path: /(?:^|\/)\.kube\/config$/,
    content: new RegExp(String.raw`^\s*(?:client-key-data|token|password):\s*${VALUE}`, 'm'),
  },
  {
    kind: 'an access key',
    path: /(?:^|\/)\.aws\/credentials$/,
    content: new RegExp(String.raw`^\s*aws_secret_access_key\s*=\s*${VALUE}`, 'im'),
  },
  {
    kind: 'credentials of a repository',
    path: /(?:^|\/)(?:\.git-credentials|\.git\/config|\.config\/git\/credentials)$/,
    content: /https?:\/\/[^\s/@:]+:[^\s/@]+@|https?:\/\/(?:gh[a-z]_|glpat-)[^\s/@]+@|extraheader\s*=\s*authorization:/i,
  },
]

/** Where software ships keys of its own to test and show with. */
const OTHERS =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|gems|testdata|fixtures|go\/pkg\/mod|usr\/share\/doc)\//

/** The last parts of the paths above, so that of a million files few have to be matched with them all. */
const NAME = /^(?:\..*|_netrc|config|config\.json|credentials|id_\w+|\w+_key|.+\.(?:pem|key|ppk|json))$/i

/** Looks for a secret where a file's name says that it may hold one; null: its name does not. */
export function secretScanFor({ path, size }: FileToRead): SecretScan | null {
  if (size === 0 || !NAME.test(path.slice(path.lastIndexOf('/') + 1))) return null
  const rules = RULES.filter((rule) => rule.path.test(path))
  if (rules.length === 0 || OTHERS.test(path)) return null
  let text = ''
  return {
    write(piece) {
      if (text.length < LOOKED_AT) text += piece.toString('latin1', 0, LOOKED_AT - text.length)
    },
    end: () => rules.find(({ content }) => content.test(text))?.kind ?? null,
  }
}
