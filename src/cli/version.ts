/** What this program calls itself. */
export const VERSION = "0.1.0";
export const PYTHON_VERSION = "3.13.0";
