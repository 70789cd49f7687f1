-- Drives clawlint in a real Neovim; prints one line of JSON a step.
vim.opt.swapfile = false
vim.opt.runtimepath:append(os.getenv('CLAWLINT_NVIM'))
require('clawlint').setup({ cmd = vim.split(os.getenv('CLAWLINT_LSP'), ' '), init_options = { gateway = 'none' } })

local function say(step, value)
  io.stdout:write(vim.json.encode({ step = step, value = value }) .. '\n')
end

local function wait(accept)
  if not vim.wait(15000, accept, 20) then
    say('timeout', vim.api.nvim_buf_get_name(0))
    vim.cmd('cquit 1')
  end
end

local function at(text, plus)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 + (plus or 0) })
      return number - 1, column - 1 + (plus or 0)
    end
  end
  error('no ' .. text)
end

local function ask(method, more)
  local params = vim.lsp.util.make_position_params()
  for name, value in pairs(more or {}) do
    params[name] = value
  end
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 10000) or {}) do
    return answer.result
  end
end

vim.cmd('edit openclaw.json')
wait(function()
  return #vim.diagnostic.get(0) > 0
end)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, one.lnum + 1 .. ' ' .. one.code)
end
say('diagnostics', found)
say('filetype', vim.bo.filetype)

at("'ovenai/rye-2'", 9)
local line = vim.api.nvim_win_get_cursor(0)[1]
vim.lsp.buf.definition()
wait(function()
  return vim.fn.expand('%:t') == 'models.json5'
end)
say('definition', { vim.fn.expand('%:t'), vim.api.nvim_win_get_cursor(0) })

-- The included file has unsaved text.
vim.cmd('silent! buffer openclaw.json')
vim.cmd('edit models.json5')
local key = at('baseUrl')
vim.api.nvim_buf_set_lines(0, key, key + 1, false, { '    baseURL: "https://api.ovenai.example/v1",' })
wait(function()
  return #vim.diagnostic.get(0) > 0
end)
say('included', vim.diagnostic.get(0)[1].code)
local fix = ask('textDocument/codeAction', {
  range = { start = { line = key, character = 5 }, ['end'] = { line = key, character = 5 } },
  context = { diagnostics = {} },
})
say('actions', vim.tbl_map(function(one)
  return one.title
end, fix))
at('baseURL', 2)
if vim.fn.has('nvim-0.8') == 1 then
  vim.lsp.buf.code_action({
    filter = function(one)
      return one.title == 'Rename it to baseUrl'
    end,
    apply = true,
  })
else
  -- It knows no filter, and asks a person; this is what it does with the answer.
  local client = vim.lsp.get_active_clients()[1]
  local answer = client.request_sync('codeAction/resolve', fix[1], 10000, 0)
  vim.lsp.util.apply_workspace_edit(answer.result.edit, client.offset_encoding)
end
wait(function()
  return vim.api.nvim_buf_get_lines(0, key, key + 1, false)[1]:find('baseUrl', 1, true) ~= nil
end)
say('fixed', vim.api.nvim_buf_get_lines(0, key, key + 1, false)[1])

at('ovenai:', 2)
local hover = ask('textDocument/hover')
say('hover', hover.contents.value)

vim.lsp.buf.rename('bread')
wait(function()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)[2]:find('bread', 1, true) ~= nil
end)
local other = vim.fn.bufnr('openclaw.json')
wait(function()
  return table.concat(vim.api.nvim_buf_get_lines(other, 0, -1, false)):find('bread/rye-2', 1, true) ~= nil
end)
say('renamed', { vim.api.nvim_buf_get_lines(0, 1, 2, false)[1], vim.api.nvim_buf_get_lines(other, 2, 3, false)[1] })

local row = at('models:', 0)
vim.api.nvim_buf_set_lines(0, row, row, false, { '    ' })
vim.api.nvim_win_set_cursor(0, { row + 1, 4 })
vim.wait(100)
local items = ask('textDocument/completion')
local best = vim.tbl_filter(function(one)
  return one.label == 'headers'
end, items.items or items)[1]
say('completion', { best.label, best.textEdit.newText, best.insertTextFormat })
vim.cmd('qa!')
