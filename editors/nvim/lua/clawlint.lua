-- Starts clawlint's language server by hand, for Neovim 0.7 to 0.10: require('clawlint').setup().
local M = {}

local names = { 'openclaw.json', 'openclaw.json5', 'clawdbot.json', 'clawdbot.json5' }

-- The folder of the config that a file is, or lies below; nil for a file that has none.
function M.root(path)
  if path == '' then
    return nil
  end
  local folder = vim.fn.fnamemodify(path, ':p:h')
  while true do
    for _, name in ipairs(names) do
      if vim.fn.fnamemodify(path, ':t') == name or vim.fn.filereadable(folder .. '/' .. name) == 1 then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return nil
    end
    folder = above
  end
end

local clients = {}

-- opts: cmd (the command as a list), init_options (as in docs/editors.md), on_attach, capabilities.
function M.setup(opts)
  opts = opts or {}
  local group = vim.api.nvim_create_augroup('clawlint', { clear = true })
  vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
    group = group,
    pattern = { '*.json', '*.json5', '*.jsonc' },
    callback = function(event)
      local path = vim.api.nvim_buf_get_name(event.buf)
      local root = M.root(path)
      if not root then
        return
      end
      if vim.tbl_contains(names, vim.fn.fnamemodify(path, ':t')) then
        vim.bo[event.buf].filetype = 'json5'
      end
      local id = clients[root]
      if not id or not vim.lsp.get_client_by_id(id) then
        id = vim.lsp.start_client({
          name = 'clawlint',
          cmd = opts.cmd or { 'clawlint', 'lsp', '--stdio' },
          root_dir = root,
          init_options = opts.init_options or { gateway = 'auto' },
          capabilities = opts.capabilities,
          on_attach = opts.on_attach,
        })
        clients[root] = id
      end
      if id then
        vim.lsp.buf_attach_client(event.buf, id)
      end
    end,
  })
end

return M
