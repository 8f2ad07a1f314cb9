-- random.lua PREFIX COUNT: GETs PREFIX1 … PREFIXCOUNT in no order
local number = 0
function setup(thread) thread:set("seed", number); number = number + 1 end
function init(args) math.randomseed(1234 + seed); prefix = args[1]; count = tonumber(args[2]) end
function request() return wrk.format("GET", prefix .. math.random(count)) end
