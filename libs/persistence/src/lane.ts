/** Who goes first within a pipeline. */
export const LANE = { operator: 0, live: 1, backfill: 2 } as const;

/**
 * For what is read of a type of records, whose pipeline is $1 and which is $2: what was there before the first reading has
 * ended keeps no change waiting that comes after it.
 */
export const LANE_OF_READING = `case when exists (select 1 from timetable
  where pipeline_id = $1 and record_type = $2 and watermark is not null) then ${LANE.live} else ${LANE.backfill} end`;

/** For many that are released at once, by a rule or a reading: they do not overtake what changes, but keep their place before it. */
export const LANE_OF_RELEASE = `case when mapping_seq > mapped_seq then lane else ${LANE.backfill} end`;
