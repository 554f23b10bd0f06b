-- What a person does in Neovim with the settings in init.lua, from the file's opening to a rename.
-- What came of it is written to result.json.
local result = {}

local function check(name, value)
  result[name] = value
end

local function wait(name, condition)
  if not vim.wait(10000, condition, 20) then
    error('waited in vain for ' .. name)
  end
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local function put_cursor(word)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. word, 'cW') > 0, word)
end

-- The light bulb takes what is titled so.
local wanted
vim.ui.select = function(items, options, choose)
  check('offered', vim.tbl_map(options.format_item, items))
  for _, item in ipairs(items) do
    if options.format_item(item):find(wanted, 1, true) then
      return choose(item)
    end
  end
  error('nothing is titled ' .. wanted)
end

local function run()
  vim.cmd('filetype on')
  dofile('init.lua')
  vim.cmd('edit example.com.zone')

  wait('findings', function()
    return #vim.diagnostic.get(0) > 0
  end)
  check('found', vim.tbl_map(function(each)
    return { each.code, each.lnum, each.col, each.end_col, each.severity }
  end, vim.diagnostic.get(0)))

  put_cursor('backup')
  vim.lsp.buf.hover()
  local float
  wait('the hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        float = window
      end
    end
    return float ~= nil
  end)
  check('hover', vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, true))
  vim.api.nvim_win_close(float, true)

  put_cursor('mail')
  wanted = 'Name host.example.com instead'
  vim.lsp.buf.code_action()
  wait('the fix', function()
    return vim.tbl_contains(lines(), '  MX 10 host')
  end)
  wait('no findings', function()
    return #vim.diagnostic.get(0) == 0
  end)

  put_cursor('backup')
  vim.lsp.buf.rename('mx2')
  wait('the rename', function()
    return vim.tbl_contains(lines(), 'mx2 A 198.51.100.1')
  end)
  vim.cmd('silent wall')
  check('renamed', lines())
  check('elsewhere', vim.fn.readfile('example.net.zone'))

  put_cursor('mx2')
  vim.lsp.buf.references()
  wait('the references', function()
    return #vim.fn.getqflist() > 0
  end)
  check('references', #vim.fn.getqflist())
  vim.cmd('cclose')
  vim.cmd('buffer example.com.zone')

  vim.lsp.buf.formatting_sync(nil, 10000)
  check('formatted', lines())

  put_cursor('ns1')
  vim.lsp.buf.definition()
  wait('the definition', function()
    return vim.fn.getline('.'):find('192.0.2.53', 1, true) ~= nil
  end)
  check('errors', vim.v.errmsg)
end

local ok, problem = pcall(run)
if not ok then
  check('problem', tostring(problem))
end
vim.fn.writefile({ vim.json.encode(result) }, 'result.json')
vim.cmd('qall!')
