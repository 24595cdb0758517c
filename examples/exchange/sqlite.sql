-- The same in SQLite: sqlite3 complaints.db < sqlite.sql
with counted as (
  select * from complaints
  where kind = 'complaint' and status not in ('void', 'merged', 'rejected')
), rounds as (
  select cycles.*, received_on, is_split from cycles join counted using (complaint)
), limits as (
  select deadlines.* from deadlines join counted using (complaint)
  where not is_split and deadlines.status in ('met', 'late', 'missed', 'overdue')
), answers as (
  select cast(julianday(answered_on) - julianday(received_on) as integer) as days,
    row_number() over (order by julianday(answered_on) - julianday(received_on)) as place,
    count(*) over () as many
  from rounds where cycle = 1 and answered_on is not null and received_on is not null
)
select 'K01' as measure, count(*) as numerator, null as denominator from counted where not is_split
union all
select 'K04', sum(status = 'met'), count(*) from limits where clock = 'ack'
union all
select 'K08', max(days), null from answers where place = (many + 1) / 2
union all
select 'K09', sum(status = 'met'), count(*) from limits where clock = 'final'
union all
select 'K12', sum(is_open), null from counted
union all
select 'K13', sum(is_overdue), count(*) from counted where is_open
union all
select 'K24', sum(told_outcome in ('upheld', 'partly-upheld')), count(*)
  from rounds where communicated_on is not null
  and told_outcome in ('upheld', 'partly-upheld', 'not-upheld', 'no-finding')
order by measure;
