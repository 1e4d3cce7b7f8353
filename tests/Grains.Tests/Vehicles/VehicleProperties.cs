using FsCheck;
using FsCheck.Fluent;
using static Fleet.Vehicles.Positions;

namespace Fleet.Vehicles;

/// <summary>What must hold for any uploads of a vehicle.</summary>
public class VehicleProperties
{
    /// <summary>A walk with standing, jumps and repeated timestamps, in event-time order.</summary>
    private static readonly Gen<Position[]> Walk =
        Gen.Zip(Gen.Choose(0, 40), Gen.Zip(Gen.Choose(0, 60), Gen.Choose(0, 60))).NonEmptyListOf().Select(moves =>
        {
            var positions = new List<Position>();
            var (t, north) = (0.0, 0.0);
            foreach (var (seconds, (meters, kind)) in moves)
            {
                t += seconds * 0.5;
                north += kind == 0 ? 80_000 : meters;
                positions.Add(At(t, north, kind % 3 == 0 ? null : meters * 2, accuracy: kind % 5 == 0 ? 8 : null));
            }

            return positions.ToArray();
        });

    [Fact]
    public void Order_within_an_upload_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Walk, Gen.Choose(0, int.MaxValue - 1)).ToArbitrary(),
        input =>
        {
            var shuffled = input.Item1.ToArray();
            new System.Random(input.Item2).Shuffle(shuffled);
            return Seen(input.Item1, int.MaxValue).SequenceEqual(Seen(shuffled, int.MaxValue));
        }));

    [Fact]
    public void Splitting_anywhere_gives_the_same_steps() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Walk, Gen.Choose(1, 20)).ToArbitrary(),
        input =>
        {
            var unique = input.Item1.DistinctBy(p => p.Timestamp).ToArray();
            return Seen(unique, int.MaxValue).SequenceEqual(Seen(unique, input.Item2));
        }));

    [Fact]
    public void Resend_moves_nothing_and_the_ledger_balances() => Check.QuickThrowOnFailure(Prop.ForAll(
        Walk.ToArbitrary(),
        walk =>
        {
            var state = new VehicleState();
            Feed(state, walk);
            var total = state.Odometer.TotalMeters;
            var steps = Feed(state, walk).Steps;
            var c = state.Counters;
            return steps.Count == 0
                && state.Odometer.TotalMeters == total
                && c.Received == 2 * walk.Length
                && c.Received == c.Accepted + c.Duplicate + c.Late + c.Refused;
        }));

    private static List<string> Seen(Position[] walk, int chunk)
    {
        var state = new VehicleState();
        return [.. walk.Chunk(chunk).SelectMany(part => Feed(state, part).Steps).Select(s =>
            $"{s.Position} {s.Motion.SpeedKmh:R} {s.Motion.SpeedChangeKmh:R} {s.Way} {s.Restarted} {s.Seconds:R}")];
    }
}
