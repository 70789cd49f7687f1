" Drives clawlint in a real Vim, by way of ALE; writes one line of JSON a step to $CLAWLINT_SAID.
set nocompatible noswapfile hidden
execute 'set runtimepath^=' . $CLAWLINT_ALE
execute 'set runtimepath^=' . $CLAWLINT_VIM
filetype plugin on
let g:clawlint_command = $CLAWLINT_LSP
let g:ale_linters = {'json5': ['clawlint']}
let g:ale_lint_delay = 0
runtime plugin/ale.vim
runtime plugin/clawlint.vim

function! Say(step, value) abort
  call writefile([json_encode({'step': a:step, 'value': a:value})], $CLAWLINT_SAID, 'a')
endfunction

function! Wait(Accept) abort
  for l:try in range(200)
    if a:Accept()
      return
    endif
    sleep 50m
  endfor
  call Say('timeout', [bufname(''), Found()])
  cquit 1
endfunction

function! Found() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> one.lnum . ' ' . get(one, 'code', '')})
endfunction

edit openclaw.json
call ale#Queue(0)
call Wait({-> !empty(Found())})
call Say('diagnostics', Found())
call Say('filetype', &filetype)

" What is not written yet counts.
call setline(3, substitute(getline(3), 'rye-3', 'rye-2', ''))
doautocmd <nomodeline> TextChanged
call ale#Queue(0)
call Wait({-> empty(Found())})
call Say('mended', Found())

call cursor(3, stridx(getline(3), 'rye-2') + 1)
ALEGoToDefinition
call Wait({-> expand('%:t') ==# 'models.json5'})
call Say('definition', [expand('%:t'), line('.'), col('.')])
quitall!
