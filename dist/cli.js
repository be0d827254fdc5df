#!/usr/bin/env node
import { command } from './main.js'

await command(process.argv.slice(2), '0.1.0')
