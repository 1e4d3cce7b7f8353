using Fleet.Engine.Fixture;
using Orleans.Concurrency;

namespace Fleet.Engine.Turns;

public interface IReentrantGrain : ITurnGrain;

[Reentrant]
public sealed class ReentrantGrain(Signals signals) : TurnGrain(signals), IReentrantGrain;
