using System.Collections.Immutable;

namespace Orleans.Embedded.Copying;

// Immutable containers of things that can change: the container is built anew around copies.

internal sealed class ImmutableArrayCopier<T> : Copier<ImmutableArray<T>>
{
    public override ImmutableArray<T> Copy(ImmutableArray<T> value, CopyContext context) =>
        value.IsDefaultOrEmpty ? value : ImmutableArray.CreateRange(value, item => Copiers<T>.Copy(item, context));
}

internal sealed class ImmutableListCopier<T> : ReferenceCopier<ImmutableList<T>>
{
    protected override ImmutableList<T> CopyNew(ImmutableList<T> value, CopyContext context)
    {
        var copy = ImmutableList.CreateRange(value.Select(item => Copiers<T>.Copy(item, context)));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class ImmutableHashSetCopier<T> : ReferenceCopier<ImmutableHashSet<T>>
{
    protected override ImmutableHashSet<T> CopyNew(ImmutableHashSet<T> value, CopyContext context)
    {
        var copy = ImmutableHashSet.CreateRange(value.KeyComparer, value.Select(item => Copiers<T>.Copy(item, context)));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class ImmutableDictionaryCopier<TKey, TValue> : ReferenceCopier<ImmutableDictionary<TKey, TValue>> where TKey : notnull
{
    protected override ImmutableDictionary<TKey, TValue> CopyNew(ImmutableDictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = ImmutableDictionary.CreateRange(value.KeyComparer, value.Select(p => KeyValuePair.Create(Copiers<TKey>.Copy(p.Key, context), Copiers<TValue>.Copy(p.Value, context))));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class ImmutableSortedDictionaryCopier<TKey, TValue> : ReferenceCopier<ImmutableSortedDictionary<TKey, TValue>> where TKey : notnull
{
    protected override ImmutableSortedDictionary<TKey, TValue> CopyNew(ImmutableSortedDictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = ImmutableSortedDictionary.CreateRange(value.KeyComparer, value.Select(p => KeyValuePair.Create(Copiers<TKey>.Copy(p.Key, context), Copiers<TValue>.Copy(p.Value, context))));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class NullableCopier<T> : Copier<T?> where T : struct
{
    public override T? Copy(T? value, CopyContext context) => value is { } present ? Copiers<T>.Copy(present, context) : null;
}

internal sealed class PairCopier<TKey, TValue> : Copier<KeyValuePair<TKey, TValue>>
{
    public override KeyValuePair<TKey, TValue> Copy(KeyValuePair<TKey, TValue> value, CopyContext context) =>
        new(Copiers<TKey>.Copy(value.Key, context), Copiers<TValue>.Copy(value.Value, context));
}

internal sealed class TupleCopier<T1, T2> : ReferenceCopier<Tuple<T1, T2>>
{
    protected override Tuple<T1, T2> CopyNew(Tuple<T1, T2> value, CopyContext context)
    {
        var copy = Tuple.Create(Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class TupleCopier<T1, T2, T3> : ReferenceCopier<Tuple<T1, T2, T3>>
{
    protected override Tuple<T1, T2, T3> CopyNew(Tuple<T1, T2, T3> value, CopyContext context)
    {
        var copy = Tuple.Create(Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context), Copiers<T3>.Copy(value.Item3, context));
        context.Record(value, copy);
        return copy;
    }
}

internal sealed class ValueTupleCopier<T1> : Copier<ValueTuple<T1>>
{
    public override ValueTuple<T1> Copy(ValueTuple<T1> value, CopyContext context) => new(Copiers<T1>.Copy(value.Item1, context));
}

internal sealed class ValueTupleCopier<T1, T2> : Copier<(T1, T2)>
{
    public override (T1, T2) Copy((T1, T2) value, CopyContext context) =>
        (Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context));
}

internal sealed class ValueTupleCopier<T1, T2, T3> : Copier<(T1, T2, T3)>
{
    public override (T1, T2, T3) Copy((T1, T2, T3) value, CopyContext context) =>
        (Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context), Copiers<T3>.Copy(value.Item3, context));
}

internal sealed class ValueTupleCopier<T1, T2, T3, T4> : Copier<(T1, T2, T3, T4)>
{
    public override (T1, T2, T3, T4) Copy((T1, T2, T3, T4) value, CopyContext context) =>
        (Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context), Copiers<T3>.Copy(value.Item3, context), Copiers<T4>.Copy(value.Item4, context));
}

internal sealed class ValueTupleCopier<T1, T2, T3, T4, T5> : Copier<(T1, T2, T3, T4, T5)>
{
    public override (T1, T2, T3, T4, T5) Copy((T1, T2, T3, T4, T5) value, CopyContext context) =>
        (Copiers<T1>.Copy(value.Item1, context), Copiers<T2>.Copy(value.Item2, context), Copiers<T3>.Copy(value.Item3, context), Copiers<T4>.Copy(value.Item4, context), Copiers<T5>.Copy(value.Item5, context));
}
