import type { Inside } from '../../explain/inside.js'
import type { LayerOwner } from '../../image/measurement.js'
import { isOwn } from '../shown-files.js'
import { commandsOf } from './instruction-text.js'

const MAKES_USERS = ['useradd', 'adduser', 'groupadd', 'addgroup'] as const

/** Where an image's users and groups stand. */
const USERS = ['/etc/passwd', '/etc/group'] as const

/** Those of an image's own instructions, above one layer up to another, that may make users or groups. */
export function newUsers({ layers, names }: Inside, from: number, to: number): readonly LayerOwner[] {
  const places = USERS.flatMap((path) => names.paths.find(path) ?? [])
  return layers.slice(from + 1, to + 1).flatMap(({ layer: { owner }, contents }) => {
    const mayMake = makingUsers(owner).length > 0 || places.some((place) => contents.files.paths.includes(place))
    return isOwn(owner) && mayMake ? [owner] : []
  })
}

/** The words of its commands that make a user or a group. */
export function makingUsers({ commands }: LayerOwner): readonly string[] {
  return commandsOf(commands, MAKES_USERS).flatMap((command) => command.split(/[\s'"]+/).slice(1))
}
