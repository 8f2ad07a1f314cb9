-- reply.lua COUNT COOKIE ORIGIN: replies through our form, signed in, each with a nonce of its own
local number = 0
function setup(thread) thread:set("seed", number); number = number + 1 end
function init(args)
  math.randomseed(os.time() + seed)
  count = tonumber(args[1]); body = string.rep("some words in a reply ", 36); sent = 0
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = args[2], ["Origin"] = args[3] }
end
function request()
  sent = sent + 1
  local nonce = string.format("%d", (math.random(2 ^ 20) * 2 + seed) * 2 ^ 30 + sent)
  return wrk.format("POST", "/forums/thread/" .. math.random(count) .. "/reply", headers,
    "nonce=" .. nonce .. "&text=" .. body .. sent)
end
