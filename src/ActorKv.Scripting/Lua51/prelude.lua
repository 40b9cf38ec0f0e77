-- What a script finds: the globals, tables and functions of the Lua 5.1 that Redis has, made of Lua 5.4's and of functions of this room (raw).
--
-- Functions of the room never raise: they say true and their results, or false and a message, and `settle` raises. Errors raised here carry the place
-- of this file, "[lua]:12: "; LuaErrors puts the script's own place there. A script cannot reach what is local here.
--
-- Shared tables are read-only: a script gets an empty table in their place, which looks them up and refuses to be written (`protect`).

local raw, env = ...

local type, next, pairs, select, error, rawget, rawset = type, next, pairs, select, error, rawget, rawset
local mathtype, floor, huge = math.type, math.floor, math.huge
local format, gsub, match, lower = string.format, string.gsub, string.match, string.lower
local READONLY = "Attempt to modify a readonly table"

local function settle(ok, ...)
  if ok then return ... end
  error((...), 1)
end

local function guard(f)
  return function(...) return settle(f(...)) end
end

-- Numbers. Those of 5.1 are doubles that print by %.14g; here small whole ones are integers, which print alike.

local function numbertext(x)
  if mathtype(x) == "integer" and x < 100000000000000 and x > -100000000000000 then return x end
  return format("%.14g", x)
end

local function concat(x)
  local t = mathtype(x)
  if t == nil or (t == "integer" and x < 100000000000000 and x > -100000000000000) then return x end
  return format("%.14g", x)
end

local function modulo(a, b)
  if b == 0 then
    if mathtype(a) then return 0 / 0 end
    return a % (b + 0.0)
  end
  return a % b
end

local tonumber, tostring = tonumber, tostring

local function loopnumber(x)
  if type(x) == "string" then return tonumber(x) or x end
  return x
end

local function keep(...) return ... end

local function pack(...) return { n = select("#", ...), ... } end

-- An argument that 5.1 would cut to a whole number.
local function whole(x)
  if mathtype(x) == "float" then
    if x ~= x then return 0 end
    if x >= 2^62 then return 0x3fffffffffffffff end
    if x <= -2^62 then return -0x3fffffffffffffff end
    local i = floor(x)
    if x < 0 and i ~= x then i = i + 1 end
    return i
  end
  return x
end

-- Protected tables: what stands in their place -> the table.

local real = {}

local function protect(t)
  local place = setmetatable({}, {
    __index = t,
    __newindex = function() error(READONLY, 1) end,
    __pairs = function() return next, t, nil end,
  })
  real[place] = t
  return place
end

local G = {}

setmetatable(env, {
  __index = G,
  __newindex = function() error(READONLY, 1) end,
  __pairs = function() return next, G, nil end,
})
real[env] = G

setmetatable(G, {
  __index = function(_, name) error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 1) end,
})

local locked = protect({})
local stringmeta = getmetatable("")

-- Basic functions.

local getmetatable, setmetatable, xpcall_ = getmetatable, setmetatable, xpcall

for _, name in ipairs { "assert", "rawequal", "select", "type" } do G[name] = _G[name] end
G._VERSION = "Lua 5.1"
G._G = env

function G.error(e, level)
  if mathtype(e) then e = tostring(numbertext(e)) end
  level = level == nil and 1 or whole(level)
  error(e, level > 0 and level + 1 or 0)
end

function G.getmetatable(x)
  if real[x] then return x == env and locked or nil end
  return getmetatable(x)
end

-- A finalizer would run at any allocation, of managed code too: 5.1 has none for tables.
function G.setmetatable(t, m)
  if real[t] then error(READONLY, 0) end
  if type(m) == "table" then
    local finalizer = rawget(m, "__gc")
    if finalizer ~= nil then
      rawset(m, "__gc", nil)
      setmetatable(t, m)
      rawset(m, "__gc", finalizer)
      return t
    end
  end
  return setmetatable(t, m)
end

function G.pairs(t)
  if type(t) ~= "table" then error("bad argument #1 to 'pairs' (table expected, got " .. (t == nil and "nil" or type(t)) .. ")", 1) end
  return next, real[t] or t, nil
end

local ipairs_ = ipairs

function G.ipairs(t)
  if type(t) ~= "table" then error("bad argument #1 to 'ipairs' (table expected, got " .. (t == nil and "nil" or type(t)) .. ")", 1) end
  return ipairs_(t)
end

function G.next(t, k) return next(real[t] or t, k) end

function G.rawget(t, k) return rawget(real[t] or t, k) end

function G.rawset(t, k, v)
  if real[t] then error(READONLY, 0) end
  return rawset(t, k, v)
end

function G.tostring(...)
  local x = ...
  if mathtype(x) then return tostring(numbertext(x)) end
  return tostring(...)
end

function G.tonumber(x, base)
  if base ~= nil then return tonumber(mathtype(x) and tostring(numbertext(x)) or x, whole(base)) end
  local n = tonumber(x)
  if n == nil then
    if type(x) ~= "string" then return nil end
    -- What strtod reads too.
    local sign, word = match(lower(x), "^%s*([-+]?)(%a+)%s*$")
    if word == "inf" or word == "infinity" then return sign == "-" and -huge or huge end
    if word == "nan" then return sign == "-" and 0 / 0 or -(0 / 0) end
    return nil
  end
  if mathtype(n) == "integer" and (n > 9007199254740992 or n < -9007199254740992) then return n + 0.0 end
  return n
end

function G.unpack(t, i, j) return table.unpack(t, i == nil and 1 or whole(i), j == nil and #t or whole(j)) end

local function compile(text, name)
  local ok, chunk = raw.load(text, name)
  if not ok then return nil, chunk end
  return chunk(concat, modulo, loopnumber, keep, pack)
end

function G.loadstring(text, name)
  if mathtype(text) then text = tostring(numbertext(text)) end
  if type(text) ~= "string" then error("bad argument #1 to 'loadstring' (string expected, got " .. (text == nil and "no value" or type(text)) .. ")", 1) end
  return compile(text, name == nil and text or name)
end

function G.load(read, name)
  if type(read) ~= "function" then error("bad argument #1 to 'load' (function expected, got " .. (read == nil and "no value" or type(read)) .. ")", 1) end
  local pieces = {}
  while true do
    local piece = read()
    if piece == nil or piece == "" then break end
    if type(piece) ~= "string" then return nil, "reader function must return a string" end
    pieces[#pieces + 1] = piece
  end
  return compile(table.concat(pieces), name == nil and "=(load)" or name)
end

local gc = collectgarbage

function G.collectgarbage(what)
  if what == nil or what == "collect" then return gc("collect") end
  if what == "count" then return gc("count") end
  if what == "step" then return gc("step") end
  if what == "stop" or what == "restart" or what == "setpause" or what == "setstepmul" then return 0 end
  error("bad argument #1 to 'collectgarbage' (invalid option '" .. tostring(what) .. "')", 1)
end

function G.gcinfo() return floor(gc("count")) end

-- Errors: what was caught is told as Redis tells it, a table with a field err by that field.
local function caught(ok, ...)
  if ok then return true, ... end
  local e = ...
  if type(e) == "table" and rawget(e, "err") ~= nil then e = rawget(e, "err") end
  return false, e
end

function G.pcall(f, ...) return caught(xpcall_(f, raw.place, ...)) end

-- The handler runs when the call has ended: below it, in the error of a hook, no hook would run, and nothing could stop it.
local function handled(handler, ok, ...)
  if ok then return true, ... end
  local _, e = xpcall_(handler, raw.place, (...))
  return false, e
end

function G.xpcall(f, handler) return handled(handler, xpcall_(f, raw.place)) end

-- Coroutines. A script is one itself, so that it can be taken off its thread when it lasts: what stops inside an inner one on that account
-- stops the outer ones too, and goes on from there.

local cocreate, coresume, corunning, costatus, coyield = coroutine.create, coroutine.resume, coroutine.running, coroutine.status, coroutine.yield

local function resumed(co, ok, ...)
  while ok and raw.ispaused() do
    coyield()
    return resumed(co, coresume(co))
  end
  if not ok then return false, raw.place((...), co) end
  return ok, ...
end

local function resume(co, ...) return resumed(co, coresume(co, ...)) end

local function unwrap(ok, ...)
  if not ok then error((...), 1) end
  return ...
end

local cobase = {
  create = cocreate,
  resume = resume,
  status = costatus,
  running = function()
    if raw.ismain() then return nil end
    return (corunning())
  end,
  yield = function(...)
    if raw.ismain() then error("attempt to yield across metamethod/C-call boundary", 0) end
    return coyield(...)
  end,
  wrap = function(f)
    local co = cocreate(f)
    return function(...) return unwrap(resume(co, ...)) end
  end,
}
G.coroutine = protect(cobase)

-- string

local s = string
local sub, byte, char, rep, find, gsub = s.sub, s.byte, s.char, s.rep, s.find, s.gsub
local strings = { gmatch = s.gmatch, len = s.len, lower = s.lower, upper = s.upper, reverse = s.reverse }

function strings.sub(text, i, j)
  if mathtype(i) == "float" or mathtype(j) == "float" then return sub(text, whole(i), j == nil and -1 or whole(j)) end
  if j == nil then return sub(text, i) end
  return sub(text, i, j)
end

function strings.byte(text, i, j)
  if i == nil then return byte(text) end
  if j == nil then return byte(text, whole(i)) end
  return byte(text, whole(i), whole(j))
end

function strings.char(...)
  local n = select("#", ...)
  if n == 1 then return char(whole((...))) end
  local codes = { ... }
  for i = 1, n do codes[i] = whole(codes[i]) end
  return char(table.unpack(codes, 1, n))
end

function strings.rep(text, n) return rep(text, whole(n)) end

function strings.find(text, pattern, init, plain)
  if init == nil then return find(text, pattern) end
  return find(text, pattern, whole(init), plain)
end

function strings.match(text, pattern, init)
  if init == nil then return match(text, pattern) end
  return match(text, pattern, whole(init))
end

-- 5.1 takes % before any other sign in a replacement for that sign; 5.4 refuses it.
local function replacement(text)
  return (gsub(text, "%%(.)", function(c)
    if c == "%" then return "%%" end
    if match(c, "%d") then return "%" .. c end
    return c
  end))
end

function strings.gsub(text, pattern, by, n)
  if type(by) == "string" then
    if find(by, "%", 1, true) then by = replacement(by) end
  elseif mathtype(by) then by = tostring(numbertext(by)) end
  if n == nil then return gsub(text, pattern, by) end
  return gsub(text, pattern, by, whole(n))
end

strings.gfind = strings.gmatch

function strings.dump() error("unable to dump given function", 1) end

local cut = { d = true, i = true, u = true, c = true, o = true, x = true, X = true }

local function argument(conversion, x, i)
  if cut[conversion] then
    if type(x) == "string" then x = tonumber(x) or x end
    return whole(x)
  end
  if conversion == "s" then
    if mathtype(x) then return numbertext(x) end
    if type(x) ~= "string" then
      error("bad argument #" .. i + 1 .. " to 'format' (string expected, got " .. (x == nil and "nil" or type(x)) .. ")", 1)
    end
  elseif conversion == "q" and mathtype(x) then return tostring(numbertext(x)) end
  return x
end

function strings.format(pattern, ...)
  local n = select("#", ...)
  if n == 0 then return format(pattern) end
  local arguments, i = { ... }, 0
  for flags, conversion in s.gmatch(pattern, "%%([-+ #0]*%d*%.?%d*)(.)") do
    if conversion ~= "%" or flags ~= "" then
      i = i + 1
      if i <= n then arguments[i] = argument(conversion, arguments[i], i) end
    end
  end
  if find(pattern, "u", 1, true) then pattern = gsub(pattern, "(%%[-+ #0]*%d*%.?%d*)u", "%1d") end
  return format(pattern, table.unpack(arguments, 1, n))
end

G.string = protect(strings)
stringmeta.__index = strings
stringmeta.__metatable = protect({ __index = G.string })

-- table

local t = table
local insert, remove = t.insert, t.remove
local tables = { sort = t.sort, concat = guard(raw.concat) }

function tables.insert(list, ...)
  local n = select("#", ...)
  if n == 1 then return insert(list, (...)) end
  if n ~= 2 then error("wrong number of arguments to 'insert'", 1) end
  local position, value = ...
  position = whole(position)
  local last = #list + 1
  if position > last then last = position end
  for i = last, position + 1, -1 do list[i] = list[i - 1] end
  list[position] = value
end

function tables.remove(list, position)
  if position == nil then return remove(list) end
  position = whole(position)
  if position < 1 or position > #list then return end
  return remove(list, position)
end

function tables.getn(list) return #list end

function tables.setn() error("'setn' is obsolete", 1) end

function tables.maxn(list)
  local most = 0
  for k in next, list do
    if mathtype(k) and k > most then most = k end
  end
  return most
end

function tables.foreach(list, f)
  for k, v in next, list do
    local result = f(k, v)
    if result ~= nil then return result end
  end
end

function tables.foreachi(list, f)
  for i = 1, #list do
    local result = f(i, list[i])
    if result ~= nil then return result end
  end
end

G.table = protect(tables)

-- math

local m = math
local maths = { pi = m.pi, huge = m.huge }
for _, name in ipairs { "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "max", "min", "modf", "rad", "sin", "sqrt", "tan" } do maths[name] = m[name] end
for _, name in ipairs { "cosh", "sinh", "tanh", "log10", "frexp", "ldexp", "randomseed" } do maths[name] = guard(raw[name]) end
function maths.atan(x) return m.atan(x) end
function maths.atan2(y, x) return m.atan(y, x) end
function maths.log(x) return m.log(x) end
function maths.pow(x, y) return x ^ y end
function maths.fmod(a, b) return m.fmod(a + 0.0, b + 0.0) end
maths.mod = maths.fmod

local draw = raw.random

function maths.random(low, high)
  local r, last = draw(), 2
  if low == nil then return r end
  if high == nil then low, high, last = 1, low, 1 end
  if mathtype(low) == nil or mathtype(high) == nil then low, high = low + 0, high + 0 end
  low, high = whole(low), whole(high)
  if low > high then error("bad argument #" .. last .. " to 'random' (interval is empty)", 1) end
  return floor(r * (high - low + 1)) + low
end

G.math = protect(maths)

-- bit: 32 bits with a sign.

local function bits(x, i, name)
  if mathtype(x) == "integer" then return x & 0xffffffff end
  if mathtype(x) == nil then
    local n = type(x) == "string" and tonumber(x)
    if not n then error("bad argument #" .. i .. " to '" .. name .. "' (number expected, got " .. (x == nil and "no value" or type(x)) .. ")", 1) end
    return bits(n)
  end
  if x ~= x or x >= 2^53 or x <= -2^53 then return 0 end
  local i = floor(x)
  local rest = x - i
  if rest > 0.5 or (rest == 0.5 and i % 2 == 1) then i = i + 1 end
  return i & 0xffffffff
end

local function signed(x)
  x = x & 0xffffffff
  if x >= 0x80000000 then return x - 0x100000000 end
  return x
end

local function fold(name, operate)
  return function(x, ...)
    x = bits(x, 1, name)
    for i = 1, select("#", ...) do x = operate(x, bits((select(i, ...)), i + 1, name)) end
    return signed(x)
  end
end

local function hex(x, n)
  n = n == nil and 8 or whole(n)
  local pattern = "%08x"
  if n < 0 then n, pattern = -n, "%08X" end
  if n > 8 then n = 8 end
  return sub(format(pattern, bits(x, 1, "tohex")), 9 - n)
end

G.bit = protect({
  tobit = function(x) return signed(bits(x, 1, "tobit")) end,
  tohex = hex,
  bnot = function(x) return signed(~bits(x, 1, "bnot")) end,
  band = fold("band", function(a, b) return a & b end),
  bor = fold("bor", function(a, b) return a | b end),
  bxor = fold("bxor", function(a, b) return a ~ b end),
  lshift = function(x, n) return signed(bits(x, 1, "lshift") << (bits(n, 2, "lshift") & 31)) end,
  rshift = function(x, n) return signed(bits(x, 1, "rshift") >> (bits(n, 2, "rshift") & 31)) end,
  arshift = function(x, n)
    n = bits(n, 2, "arshift") & 31
    return signed(signed(bits(x, 1, "arshift")) // (1 << n))
  end,
  rol = function(x, n)
    x, n = bits(x, 1, "rol"), bits(n, 2, "rol") & 31
    return signed((x << n) | (x >> (32 - n)))
  end,
  ror = function(x, n)
    x, n = bits(x, 1, "ror"), bits(n, 2, "ror") & 31
    return signed((x >> n) | (x << (32 - n)))
  end,
  bswap = function(x)
    x = bits(x, 1, "bswap")
    return signed(x >> 24 | (x >> 8 & 0xff00) | (x << 8 & 0xff0000) | x << 24)
  end,
})

-- cjson, cmsgpack and struct are the room's.

local cjson = { _NAME = "cjson", _VERSION = "2.1.0", null = raw.null }
for name, f in pairs(raw.cjson) do cjson[name] = guard(f) end
G.cjson = protect(cjson)
function cjson.new() return G.cjson end

local cmsgpack = {
  _NAME = "cmsgpack", _VERSION = "lua-cmsgpack 0.4.0", _COPYRIGHT = "Copyright (C) 2012, Salvatore Sanfilippo",
  _DESCRIPTION = "MessagePack C implementation for Lua",
}
for name, f in pairs(raw.cmsgpack) do cmsgpack[name] = guard(f) end
G.cmsgpack = protect(cmsgpack)

local struct = {}
for name, f in pairs(raw.struct) do struct[name] = guard(f) end
G.struct = protect(struct)

-- redis

local rawcall = raw.call
local redis = {
  LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
  REPL_NONE = 0, REPL_AOF = 1, REPL_SLAVE = 2, REPL_REPLICA = 2, REPL_ALL = 3,
  REDIS_VERSION = raw.version, REDIS_VERSION_NUM = raw.versionnumber,
}

local function fail(message) error({ err = message }, 0) end

function redis.call(...)
  local value, failed = rawcall(...)
  if failed then error(value, 0) end
  return value
end

function redis.pcall(...)
  local value = rawcall(...)
  return value
end

function redis.acl_check_cmd(...)
  local value, failed = raw.aclcheck(...)
  if failed then error(value, 0) end
  return value
end

local function single(field, ...)
  local x = ...
  if select("#", ...) ~= 1 or type(x) ~= "string" then return { err = "ERR wrong number or type of arguments" } end
  return { [field] = x }
end

function redis.status_reply(...) return single("ok", ...) end

function redis.error_reply(...)
  local reply = single("err", ...)
  local x = ...
  if reply.err == x then
    if sub(x, 1, 1) == "-" then x = sub(x, 2) end
    if not find(x, " ", 1, true) then x = "ERR " .. x end
    reply.err = gsub(gsub(x, "^[\r\n]*(.-)[\r\n]*$", "%1"), "[\r\n]", " ")
  end
  return reply
end

function redis.sha1hex(...)
  if select("#", ...) ~= 1 then fail("ERR wrong number of arguments") end
  local x = ...
  return raw.sha1hex(mathtype(x) and tostring(numbertext(x)) or type(x) == "string" and x or "")
end

function redis.log(level, ...)
  if select("#", ...) < 1 then fail("ERR redis.log() requires two arguments or more.") end
  local n = tonumber(level)
  if n == nil then fail("ERR First argument must be a number (log level).") end
  n = whole(n)
  if n < 0 or n > 3 then fail("ERR Invalid debug level.") end
  local words = { ... }
  for i = 1, select("#", ...) do words[i] = mathtype(words[i]) and tostring(numbertext(words[i])) or type(words[i]) == "string" and words[i] or "" end
  raw.log(n, table.concat(words, " "))
end

function redis.setresp(...)
  if select("#", ...) ~= 1 then fail("ERR redis.setresp() requires one argument.") end
  local version = tonumber((...))
  if version ~= 2 and version ~= 3 then fail("ERR RESP version must be 2 or 3.") end
  raw.setresp(whole(version))
end

-- Effects are what is journalled, so there is nothing to choose from.
function redis.set_repl(...)
  if select("#", ...) ~= 1 then fail("ERR redis.set_repl() requires two arguments.") end
  local flags = tonumber((...))
  if flags == nil or flags < 0 or flags > 3 then fail("ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.") end
end

-- Scripts have what libraries must not: and libraries, while they load, can call nothing.
local loading, functions = {}, {}
for name, value in pairs(redis) do
  functions[name] = value
  if type(value) ~= "function" then loading[name] = value end
end
loading.log, loading.setresp = redis.log, nil

function redis.breakpoint() return false end

function redis.debug() end

function redis.replicate_commands() return true end

-- Function libraries.

local function register(name, callback, flags, description)
  local ok, message = raw.register(name, callback, flags, description)
  if not ok then fail(message) end
end

local function registernamed(t)
  local name, callback, description, flags
  for key, value in next, t do
    if type(key) ~= "string" then fail("ERR unknown argument given to redis.register_function") end
    if key == "function_name" then
      if mathtype(value) then value = tostring(numbertext(value)) end
      if type(value) ~= "string" then fail("ERR function_name argument given to redis.register_function must be a string") end
      name = value
    elseif key == "description" then
      if mathtype(value) then value = tostring(numbertext(value)) end
      if type(value) ~= "string" then fail("ERR description argument given to redis.register_function must be a string") end
      description = value
    elseif key == "callback" then
      if type(value) ~= "function" then fail("ERR callback argument given to redis.register_function must be a function") end
      callback = value
    elseif key == "flags" then
      if type(value) ~= "table" then fail("ERR flags argument to redis.register_function must be a table representing function flags") end
      flags = value
    else fail("ERR unknown argument given to redis.register_function") end
  end
  if name == nil then fail("ERR redis.register_function must get a function name argument") end
  if callback == nil then fail("ERR redis.register_function must get a callback argument") end
  register(name, callback, flags, description)
end

function loading.register_function(...)
  local n = select("#", ...)
  if n < 1 or n > 2 then fail("ERR wrong number of arguments to redis.register_function") end
  local name, callback = ...
  if n == 1 then
    if type(name) ~= "table" then fail("ERR calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).") end
    return registernamed(name)
  end
  if mathtype(name) then name = tostring(numbertext(name)) end
  if type(name) ~= "string" then fail("ERR first argument to redis.register_function must be a string") end
  if type(callback) ~= "function" then fail("ERR second argument to redis.register_function must be a function") end
  register(name, callback)
end

-- What stands behind the name redis depends on what runs: 0 a script, 1 a function, 2 a library that loads.
local missing = { __index = getmetatable(G).__index }
local places = {}
for i, api in pairs { [0] = redis, functions, loading } do
  places[i] = i == 2 and protect(setmetatable(api, missing)) or protect(api)
end

local function choose(kind)
  G.redis, G.KEYS, G.ARGV = places[kind], nil, nil
end

choose(0)

-- The globals, for KEYS and ARGV; what is behind the name redis; a script's function out of its compiled text.
return G, choose, function(chunk) return chunk(concat, modulo, loopnumber, keep, pack) end
