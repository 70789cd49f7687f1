" ALE finds this file by its name, and starts the server for JSON5; files that are no config of OpenClaw stay untouched.
call ale#linter#Define('json5', {
\   'name': 'clawlint',
\   'lsp': 'stdio',
\   'executable': {-> split(g:clawlint_command)[0]},
\   'command': {-> g:clawlint_command},
\   'project_root': function('clawlint#root'),
\   'language': 'json5',
\})
