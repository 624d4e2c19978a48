import { expect, it } from '@jest/globals';
import type { Json } from '../../apps/sandbox/src/quickbooks/json.js';
import { differencesBetween, type Intended, judged } from './differences.js';
import { recording } from './recordings.js';
import type { Vocabulary } from './vocabulary.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** One operation of the documentation: how it is asked of the emulator, and which recordings judge the answer. */
export interface Exercise<World> {
  /** The recordings that the answer must look like. */
  readonly like?: string | readonly string[];
  /** The recording that is sent, with the names and ids of the emulator's own company. */
  readonly sends?: string;
  ask(world: World, sent: Json): Promise<Answered>;
  /** The recording in the words of the emulator's company, where whole members have other names there. */
  retold?(recorded: Json): Json;
  /** Whatever else than 200, with the reason. */
  readonly refused?: { readonly status: number; readonly because: string };
  readonly intended?: Intended;
}

/** By what the exercise does. */
export type Exercises<World> = Readonly<Record<string, Exercise<World>>>;

/** The names of all recordings that an exercise uses, below the provider's folder. */
export function recordingsOf<World>(exercise: Exercise<World>): string[] {
  const { sends } = exercise;
  return [...recordingsLike(exercise), ...(sends === undefined ? [] : [sends])];
}

export interface Jury<World> {
  /** A company of its own for each exercise, so that their order says nothing. */
  openWorld(): Promise<World>;
  readonly folder: string;
  readonly vocabulary: () => Vocabulary;
  readonly contentType: RegExp;
  /** What holds everywhere. */
  readonly intended: Intended;
  /** Which of those have shown; the rest is out of date. */
  readonly shown: Set<string>;
}

/** Registers a test for each exercise. */
export function judge<World>(exercises: Exercises<World>, jury: Jury<World>): void {
  it.each(Object.entries(exercises))('%s', async (_name, exercise) => {
    const sent = exercise.sends === undefined ? null : recording(`${jury.folder}/${exercise.sends}`);
    const answered = await exercise.ask(await jury.openWorld(), sent);
    const refusal = exercise.refused === undefined ? 200 : exercise.refused.status;
    expect([answered.status, answered.status === refusal ? '' : answered.body]).toEqual([refusal, '']);
    expect(answered.headers.get('content-type')).toMatch(jury.contentType);
    const differences = recordingsLike(exercise).flatMap((name) =>
      differencesBetween(told(exercise, `${jury.folder}/${name}`), answered.body, jury.vocabulary()),
    );
    for (const pattern of Object.keys(jury.intended)) {
      if (judged(differences, { [pattern]: '' }).idle.length === 0) jury.shown.add(pattern);
    }
    const { unmeant } = judged(differences, { ...jury.intended, ...exercise.intended });
    const { idle } = judged(differences, exercise.intended ?? {});
    expect({ unmeant: [...new Set(unmeant)], idle }).toEqual({ unmeant: [], idle: [] });
  });
}

function told<World>({ retold }: Exercise<World>, name: string): Json {
  const recorded = recording(name);
  return retold === undefined ? recorded : retold(recorded);
}

function recordingsLike<World>({ like = [] }: Exercise<World>): readonly string[] {
  return typeof like === 'string' ? [like] : like;
}
