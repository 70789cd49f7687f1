" The folder of the nearest config above a file, else the file's own.
function! clawlint#root(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  for l:name in ['openclaw.json', 'openclaw.json5', 'clawdbot.json', 'clawdbot.json5']
    let l:found = findfile(l:name, escape(l:folder, ' ') . ';')
    if l:found !=# ''
      return fnamemodify(l:found, ':p:h')
    endif
  endfor
  return l:folder
endfunction

" For vim-lsp, once it is there.
function! clawlint#register_vim_lsp() abort
  call lsp#register_server({
  \   'name': 'clawlint',
  \   'cmd': split(g:clawlint_command),
  \   'allowlist': ['json5'],
  \ })
endfunction
