namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>What a lost client got and did not get.</summary>
/// <param name="Got">The newest number it has, by form and shard.</param>
/// <param name="Events">Events that were on their way and did not arrive, in the order of their leaving.</param>
/// <param name="Answers">The same of answers, as they were.</param>
/// <param name="Epochs">The lines of the shards that the numbers are of.</param>
internal sealed record Missed(
    IReadOnlyDictionary<(int Slot, int Shard), long> Got,
    IReadOnlyList<SentMark> Events,
    IReadOnlyList<byte[]> Answers,
    IReadOnlyDictionary<int, string> Epochs);
