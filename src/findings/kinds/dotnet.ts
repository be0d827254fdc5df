import { hasInUsualPlace } from './application.js'
import { commandWords } from './command-names.js'
import type { ImageFiles } from './file-kind.js'

/** Whether the image may run the .NET SDK: `dotnet app.dll` needs the runtime alone. */
export function runsDotnetSdk({ mayRun }: ImageFiles): boolean {
  return /\bdotnet["',\s]+(?:run|watch|test|build|publish|msbuild|restore|ef|tool|fsi|script|new|pack)\b/.test(mayRun)
}

/**
 * Whether the command runs a .NET program that has all it needs beside it: one that lies there with its settings, and none
 * for developers, which lead to the packages that NuGet unpacked (`*.runtimeconfig.dev.json`).
 */
export function runsPublishedDotnet(image: ImageFiles): boolean {
  if (runsDotnetSdk(image) || /nuget|probing/i.test(image.mayRun)) return false
  const words = commandWords(image.command)
  return words.some((word, at) => {
    if (!word.endsWith('.dll') || !/(?:^|\/)dotnet$/.test(words[at - 1] ?? '')) return false
    const stem = word.slice(0, -'.dll'.length).replace(/^\.\//, '')
    const has = (file: string): boolean => (file.startsWith('/') ? image.hasFile(file) : hasInUsualPlace(file, image))
    return has(`${stem}.dll`) && has(`${stem}.runtimeconfig.json`) && !has(`${stem}.runtimeconfig.dev.json`)
  })
}
