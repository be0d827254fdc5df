import { INSTALLERS } from './tools-advice.js'

/** What runs in a RUN and needs nothing that is there for building: no compiler of the base, no packages for development. */
export const PLAIN_PROGRAMS: ReadonlySet<string> = new Set([
  ...INSTALLERS,
  ...['dpkg', 'rpm', 'apt-key', 'apt-mark', 'add-apt-repository', 'update-ca-certificates', 'update-alternatives'],
  ...['useradd', 'userdel', 'usermod', 'adduser', 'deluser', 'groupadd', 'groupmod', 'addgroup', 'passwd', 'chpasswd'],
  ...['mkdir', 'chown', 'chgrp', 'chmod', 'rm', 'rmdir', 'mv', 'cp', 'ln', 'touch', 'install', 'setcap', 'mktemp'],
  ...['echo', 'printf', 'cat', 'sed', 'awk', 'grep', 'tee', 'find', 'xargs', 'sort', 'head', 'tail', 'cut', 'tr', 'ls'],
  ...['curl', 'wget', 'tar', 'unzip', 'gunzip', 'xz', 'gpg', 'sha256sum', 'sha512sum', 'openssl', 'git'],
  ...['cd', 'test', '[', '[[', 'true', 'false', ':', 'set', 'export', 'unset', 'exit', 'umask', 'fi', 'done', '}', ')'],
  ...['for', 'case', 'esac', 'read', 'local', 'return', 'shift', 'shopt', 'trap', 'wait'],
  ...[
    'pipefail',
    'enable',
    'locale-gen',
    'localedef',
    'ldconfig',
    'date',
    'sleep',
    'uname',
    'arch',
    'which',
    'command',
  ],
])
