namespace Fleet.Events;

/// <summary>One kind of grain that reacts to the events of every organization.</summary>
/// <param name="Name">Under which the shards keep how far it has come. Never changes.</param>
/// <param name="Find">The grain of an organization's id.</param>
public sealed record EventReactor(string Name, Func<IGrainFactory, string, IEventReactor> Find);
