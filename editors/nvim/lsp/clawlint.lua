-- clawlint's language server for OpenClaw configs. Neovim 0.11 and later: put this folder on the runtimepath, or copy the
-- file to ~/.config/nvim/lsp/, then `vim.lsp.enable('clawlint')`. For earlier ones see lua/clawlint.lua.
return {
  cmd = { 'clawlint', 'lsp', '--stdio' },
  filetypes = { 'json', 'jsonc', 'json5' },
  -- By name: the server answers for configs and what they include, and leaves all other JSON alone.
  root_dir = function(bufnr, on_dir)
    local root = require('clawlint').root(vim.api.nvim_buf_get_name(bufnr))
    if root then
      on_dir(root)
    end
  end,
  init_options = { gateway = 'auto' },
}
