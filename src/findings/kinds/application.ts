import type { ImageFiles } from './file-kind.js'

/** Files that say that a directory is the top of somebody's project. */
const MANIFESTS = [
  ...['package.json', 'go.mod', 'Cargo.toml', 'composer.json', 'Gemfile', 'mix.exs'],
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'],
  ...['pyproject.toml', 'setup.py', 'requirements.txt', 'Pipfile', 'manage.py'],
] as const

/** Where distributions and installers put things (FHS 3.0, chapters 3 to 5), but for what nginx's image serves, and where official images have their tools. */
const SYSTEM =
  /^\/(?:(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)|usr\/(?:share(?!\/nginx\/html(?:\/|$))|include|games)|usr\/local\/(?:s?bin|lib(?:32|64|exec)?|share|include|etc|go|cargo|rustup|bundle)|etc|boot|dev|proc|sys|run|nix|snap|var\/(?:lib|cache|log|spool))(?:\/|$)/

/** Other people's code, and what lies hidden. */
const DEPENDENCIES =
  /\/(?:node_modules|bower_components|site-packages|dist-packages|gems|vendor|deps|third_party|venv|\.[^/]*)(?:\/|$)/

/** Where images usually have their program. */
const USUAL_PLACES = [
  ...['', '/app', '/usr/src/app', '/usr/app', '/home/node/app', '/home/node', '/home/bun/app', '/srv', '/srv/app'],
  ...['/opt/app', '/src', '/code', '/workspace', '/workspaces', '/build', '/var/www', '/var/www/html'],
] as const

/** Whether a directory may be part of the program that the image is made for, by its path alone. */
export function isOwnCode(directory: string): boolean {
  return !SYSTEM.test(directory) && !DEPENDENCIES.test(directory)
}

/** Whether a project begins in this directory. */
export function isProject(directory: string, image: ImageFiles): boolean {
  return isOwnCode(directory) && image.nearest(directory, MANIFESTS, true) === directory
}

/** Whether a program in one of the usual places has this directory or file. */
export function hasInUsualPlace(path: string, image: ImageFiles): boolean {
  return USUAL_PLACES.some((place) => image.hasFile(`${place}/${path}`) || image.hasDirectory(`${place}/${path}`))
}
