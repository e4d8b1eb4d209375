#!/usr/bin/env node
/** The `headgate` program as npm installs it. */
import '../dist/src/cli/main.js'
