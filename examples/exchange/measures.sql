-- Measures of docs/measures.md over all time, from the tables of `cmt export`. PostgreSQL and DuckDB.
with counted as (  -- the population C
  select * from complaints
  where kind = 'complaint' and status not in ('void', 'merged', 'rejected')
), rounds as (
  select cycles.*, received_on, is_split from cycles join counted on counted.complaint = cycles.complaint
), limits as (
  select deadlines.* from deadlines join counted on counted.complaint = deadlines.complaint
  where not is_split and deadlines.status in ('met', 'late', 'missed', 'overdue')
)
select 'K01' as measure, count(*) as numerator, null as denominator from counted where not is_split
union all
select 'K04', count(case status when 'met' then 1 end), count(*) from limits where clock = 'ack'
union all
select 'K08', percentile_disc(0.5) within group (order by answered_on - received_on), null
  from rounds where cycle = 1 and answered_on is not null and received_on is not null
union all
select 'K09', count(case status when 'met' then 1 end), count(*) from limits where clock = 'final'
union all
select 'K12', count(case when is_open then 1 end), null from counted
union all
select 'K13', count(case when is_overdue then 1 end), count(*) from counted where is_open
union all
select 'K24', count(case when told_outcome in ('upheld', 'partly-upheld') then 1 end), count(*)
  from rounds where communicated_on is not null
  and told_outcome in ('upheld', 'partly-upheld', 'not-upheld', 'no-finding')
order by measure;
