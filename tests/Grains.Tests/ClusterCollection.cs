namespace Fleet;

/// <summary>Tests that share the one host. The clock is shared too, so that they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<ClusterFixture>
{
    public const string Name = "cluster";
}
