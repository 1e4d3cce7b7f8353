using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Geofences;

public sealed class GeofenceCatalogTests
{
    [Fact]
    public void Reader_at_the_newest_version_gets_nothing()
    {
        var catalog = new GeofenceCatalog(7, [Fences.Circle("a", 0, 0, 10)], 10);
        var changes = catalog.Since(7);

        Assert.False(changes.Complete);
        Assert.Empty(changes.Defined);
        Assert.Empty(changes.Removed);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Reader_beyond_the_log_gets_everything(long since, bool complete)
    {
        var catalog = new GeofenceCatalog(6, [], 2);
        catalog.Put(Fences.Circle("a", 0, 0, 10));
        catalog.Put(Fences.Circle("b", 0, 0, 10));
        catalog.Put(Fences.Circle("c", 0, 0, 10));

        Assert.Equal(complete, catalog.Since(since).Complete);
    }

    [Fact]
    public void Removing_what_is_not_there_is_no_change()
    {
        var catalog = new GeofenceCatalog(6, [], 2);

        Assert.Null(catalog.Remove("a"));
        Assert.Equal(6, catalog.Version);
    }

    [Fact]
    public void Reader_that_catches_up_now_and_then_has_what_the_catalogue_has() =>
        Prop.ForAll(
            Gen.Choose(0, 99).ListOf(60).ToArbitrary(),
            steps =>
            {
                var catalog = new GeofenceCatalog(0, [], 5);
                var index = GeofenceIndex.Empty;
                foreach (var step in steps)
                {
                    var id = $"f{step % 7}";
                    switch (step / 25)
                    {
                        case 0: catalog.Remove(id); break;
                        case 3: index = index.With(catalog.Since(index.Version)); break;
                        default: catalog.Put(Fences.Circle(id, step, 0, 1000)); break;
                    }
                }

                index = index.With(catalog.Since(index.Version));
                return index.Count == catalog.Count
                    && catalog.Since(-1).Defined.All(d => index.TryGet(d.GeofenceId, out var f) && f.Definition == d);
            }).QuickCheckThrowOnFailure();
}
