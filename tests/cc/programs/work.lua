-- Work for the Lua that cc built: numbers, strings, tables, closures,
-- coroutines, garbage, patterns; prints only what is the same everywhere.
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print("fib", fib(24))

local t = {}
local seed = 42
local function rnd(n)
	seed = (seed * 1103515245 + 12345) % 2147483648
	return seed % n
end
for i = 1, 20000 do t[i] = rnd(1000000) end
table.sort(t)
local sum = 0
for i, v in ipairs(t) do sum = (sum * 31 + v * i) % 1000000007 end
print("sort", sum)

for _, x in ipairs{0.1, 1e100, -2.5, 1/3, 2^53, 1e-300, math.huge, -math.huge, 3.0} do
	print(string.format("%.17g %g %a %s", x, x, x, tostring(x)))
end
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, 1 << 62, ~0, 5 // 0.0)
print(math.maxinteger + 1 == math.mininteger, math.tointeger(3.0), 10 / 2)
print(math.sin(1), math.exp(1), math.log(10), math.sqrt(2), math.fmod(7, 3))

local words = {}
for w in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do
	words[#words + 1] = w:upper():reverse()
end
print(table.concat(words, ","), ("x"):rep(5, "-"), ("%d"):format(2^31))
print(("hello world"):gsub("o", "0"), ("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
print(string.pack("<i4d", 7, 1.5):byte(1, -1))

local co = coroutine.wrap(function() for i = 1, 5 do coroutine.yield(i * i) end end)
print(co(), co(), co(), co(), co())
print(pcall(error, { code = 3 }) , select("#", pcall(error)))
print(select(2, pcall(function() local x = nil; return x.y end)):gsub("^.-:%d+: ", ""))

local mt = setmetatable({}, { __index = function(_, k) return k * 2 end, __call = function(_, a) return a + 1 end })
print(mt[21], mt(41), #"\u{20AC}", utf8.len("h\u{E9}llo"))
local garbage = 0
for i = 1, 200000 do local s = { i, tostring(i) }; garbage = garbage + #s[2] end
print("garbage", garbage)
goto done
print("not reached")
::done::
print(os.time{ year = 2000, month = 1, day = 1, hour = 12 } > 0)
