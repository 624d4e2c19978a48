/**
 * Generic cell rate algorithm over several limits at once, with places that are kept. All in one script, because several
 * workers ask at once, and by Redis' clock, because theirs differ.
 *
 * KEYS: state of the account, places kept (both with the account's id in braces, so that they live on one node)
 * ARGV: what is asked for (admit, charge or slow-down), the ticket or empty, whether bursts are allowed (1 or 0), the number of calls or
 * the pause in milliseconds, then interval in milliseconds and burst of each limit
 *
 * Gives the milliseconds to wait. Nothing in here is a record: an empty Redis forgets only how fast the last minute was.
 */
export const ADMIT = `
local state, places = KEYS[1], KEYS[2]
local wish, ticket, bursts, amount = ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + tonumber(clock[2]) / 1000
local forget = 3600000

-- A refusal costs a third of the pace; it comes back by a twentieth a minute.
local pausedUntil = tonumber(redis.call('HGET', state, 'pausedUntil') or '0')
local pace = tonumber(redis.call('HGET', state, 'pace') or '1')
local pacedAt = tonumber(redis.call('HGET', state, 'pacedAt') or '0')
pace = math.min(1, pace + 0.05 * (now - pacedAt) / 60000)

local function keep(...)
  redis.call('HSET', state, ...)
  redis.call('PEXPIRE', state, math.ceil(math.max(0, pausedUntil - now)) + forget)
end

if wish == 'slow-down' then
  -- The refusals of one pause are one refusal.
  if now >= pausedUntil then keep('pace', math.max(0.2, pace * 2 / 3), 'pacedAt', now) end
  if now + amount > pausedUntil then
    pausedUntil = now + amount
    keep('pausedUntil', pausedUntil)
  end
  return 0
end

local limits = {}
for each = 5, #ARGV, 2 do
  local interval, burst = tonumber(ARGV[each]) / pace, tonumber(ARGV[each + 1])
  local name = 'next' .. each
  -- When the next call is due if all come evenly.
  local due = tonumber(redis.call('HGET', state, name) or '0')
  limits[#limits + 1] = { name = name, interval = interval, tolerance = (burst - 1) * interval, due = due }
end

local function count(from, calls)
  for _, limit in ipairs(limits) do
    keep(limit.name, math.max(limit.due, from) + calls * limit.interval)
  end
end

if wish == 'charge' then
  count(now, amount)
  return 0
end

-- So late a call is still one of its span: the burst leaves room for one.
local late = math.huge
for _, limit in ipairs(limits) do late = math.min(late, limit.interval) end

local place = tonumber(redis.call('HGET', places, ticket) or '-1')
if place >= 0 and now >= pausedUntil then
  if place > now + 1 then return math.ceil(place - now) end
  redis.call('HDEL', places, ticket)
  -- Whoever comes much too late has had others call in its place, and asks like everybody.
  if now - place <= late then return 0 end
end

local start = math.max(now, pausedUntil)
for _, limit in ipairs(limits) do
  start = math.max(start, limit.due - (bursts and limit.tolerance or 0))
end
count(start, 1)
if start <= now + 1 then return 0 end
redis.call('HSET', places, ticket, start)
redis.call('PEXPIRE', places, math.ceil(start - now) + forget)
return math.ceil(start - now)
`;
