import { Refusal } from './refusal.js'

/** A platform as containerd normalises it: `linux/arm64/v8` has no variant, `linux/arm` has `v7`. */
export interface Platform {
  readonly os: string
  readonly osVersion: string
  readonly architecture: string
  readonly variant: string
}

const SYSTEMS =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'
const ARCHITECTURES =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
  'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
const KNOWN_SYSTEMS: ReadonlySet<string> = new Set(SYSTEMS.split(' '))
const KNOWN_ARCHITECTURES: ReadonlySet<string> = new Set(ARCHITECTURES.split(' '))

/**
 * The platform that `OS[(VERSION)][/ARCHITECTURE[/VARIANT]]` or a bare architecture means; what is left out comes from
 * linux/amd64. Throws a Refusal for what github.com/containerd/platforms does not take.
 */
export function parsePlatform(text: string): Platform {
  const parts = text.split('/')
  const [first = '', architecture, variant = ''] = parts
  const system = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$/.exec(first)
  if (system === null || parts.length > 3 || !parts.slice(1).every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) {
    throw new Refusal(
      `invalid platform ${JSON.stringify(text)}`,
      'a platform reads os/architecture or os/architecture/variant',
    )
  }
  const os = (system[1] ?? '').toLowerCase().replace(/^macos$/, 'darwin')
  const osVersion = system[2] ?? ''
  if (architecture !== undefined) return { os, osVersion, ...normalised(architecture, variant) }
  if (KNOWN_SYSTEMS.has(os)) return { os, osVersion, architecture: 'amd64', variant: '' }
  const bare = normalised(first, '')
  if (KNOWN_ARCHITECTURES.has(bare.architecture)) return { os: 'linux', osVersion: '', ...bare }
  throw new Refusal(`${JSON.stringify(text)} is no operating system and no architecture`)
}

/** The platform in the form that BuildKit gives to TARGETPLATFORM. */
export function formatPlatform({ os, osVersion, architecture, variant }: Platform): string {
  return [osVersion === '' ? os : `${os}(${osVersion})`, architecture, variant].filter((part) => part !== '').join('/')
}

function normalised(written: string, spelled: string): Pick<Platform, 'architecture' | 'variant'> {
  const architecture = written.toLowerCase()
  const variant = spelled.toLowerCase()
  switch (architecture) {
    case 'i386':
      return { architecture: '386', variant: '' }
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { architecture: 'amd64', variant: variant === 'v1' ? '' : variant }
    case 'aarch64':
    case 'arm64':
      if (['8', 'v8', 'v8.0'].includes(variant)) return { architecture: 'arm64', variant: '' }
      return { architecture: 'arm64', variant: ['9', '9.0', 'v9.0'].includes(variant) ? 'v9' : variant }
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' }
    case 'armel':
      return { architecture: 'arm', variant: 'v6' }
    case 'arm':
      return { architecture: 'arm', variant: variant === '' ? 'v7' : /^[5-8]$/.test(variant) ? `v${variant}` : variant }
    default:
      return { architecture, variant }
  }
}
