namespace Fleet.Faults;

/// <summary>Of a set of places in the shards' lines: how many, and a sum of their hashes, whatever the order.</summary>
internal readonly record struct Fingerprint(long Count, ulong Sum)
{
    public Fingerprint With(int shard, long n)
    {
        // SplitMix64's finaliser: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
        var x = ((ulong)shard << 56) ^ (ulong)n;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return new Fingerprint(Count + 1, Sum + (x ^ (x >> 31)));
    }
}
