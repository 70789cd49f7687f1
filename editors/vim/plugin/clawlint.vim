" clawlint for Vim 8 and later: the name of the file makes it JSON5, and ALE or vim-lsp asks the server.
" Put this folder on the runtimepath: set runtimepath+=/path/to/clawlint/editors/vim
if exists('g:loaded_clawlint')
  finish
endif
let g:loaded_clawlint = 1
let g:clawlint_command = get(g:, 'clawlint_command', 'clawlint lsp --stdio')

augroup clawlint
  autocmd!
  autocmd BufNewFile,BufRead openclaw.json,openclaw.json5,clawdbot.json,clawdbot.json5,*.json5 setlocal filetype=json5 commentstring=//\ %s
  autocmd User lsp_setup call clawlint#register_vim_lsp()
augroup END
