#!/usr/bin/env node
import "../dist/serpent.js";
