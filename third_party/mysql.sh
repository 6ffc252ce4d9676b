#!/bin/sh
# MySQL for the server tests: Debian 12 has MariaDB only. Read by setup.sh, whose functions and variables it uses.
#
# sid's mysql-server-core and all that it needs, down to the C library, as packages in the archive cache and unpacked
# beside the fetched sources. Nothing of it is installed: the tests start mysqld with the dynamic loader that came
# along. Packages are chosen by apt against an empty status, so that the system's own versions do not count.

mysql_oldest=9.0
mysql_kept=$archives/mysql        # the packages, and `sums`: their SHA-256, written last
mysql_tree=$sources/mysql

mysql_is_kept() {
    [ -f "$mysql_kept/sums" ] && (cd "$mysql_kept" && sha256sum --quiet --check sums >/dev/null 2>&1)
}

# The packages go into a folder of their own first, so that two runs at once never see half of them.
fetch_mysql() {
    for mirror in $(mirrors); do
        private_apt "$scratch/apt-mysql" "deb" sid "$mirror"
        (
            export APT_CONFIG="$scratch/apt-mysql/apt.conf"
            apt-get -q update >>"$scratch/log" 2>&1 &&
                apt-get -q -y --download-only --no-install-recommends -o Debug::NoLocking=1 install mysql-server-core \
                    >>"$scratch/log" 2>&1
        ) || continue
        fetched=$(find "$scratch/apt-mysql/cache/archives" -name 'mysql-server-core_*.deb')
        [ -n "$fetched" ] || continue
        version=$(dpkg-deb --field "$fetched" Version)
        dpkg --compare-versions "$version" ge "$mysql_oldest" || die "sid has MySQL $version, and nothing below $mysql_oldest will do."
        mkdir -p "$mysql_kept.$$"
        mv "$scratch/apt-mysql/cache/archives"/*.deb "$mysql_kept.$$"
        (cd "$mysql_kept.$$" && sha256sum ./*.deb >"sums.part" && mv sums.part sums)
        rm -rf "$mysql_kept"
        mv "$mysql_kept.$$" "$mysql_kept"
        say "mysql: $version from sid (signed by the archive)"
        return 0
    done
    return 1
}

mysql_mark() { sha256sum "$mysql_kept/sums" 2>/dev/null | cut -d' ' -f1; }

obtain_mysql() {
    unpacked=$(cat "$mysql_tree/.epic-archive" 2>/dev/null || true)
    if [ -n "$unpacked" ] && [ "$unpacked" = "$(mysql_mark)" ]; then return 0; fi
    [ -n "$scratch" ] || scratch=$(mktemp -d)
    if ! mysql_is_kept; then
        say "fetching MySQL for the server tests"
        mkdir -p "$archives"
        if ! fetch_mysql; then
            [ ! -f "$scratch/log" ] || tail -n 20 "$scratch/log" >&2
            die "MySQL could not be fetched from the sid suite of this machine's Debian mirrors. The server tests need" \
                "it beside MariaDB; the program does not (sh third_party/setup.sh program)."
        fi
    fi
    rm -rf "$scratch/mysql" "$mysql_tree"
    # The links of a merged /usr first: some packages still bring /lib.
    for folder in bin sbin lib lib64; do
        mkdir -p "$scratch/mysql/usr/$folder"
        ln -s "usr/$folder" "$scratch/mysql/$folder"
    done
    for package in "$mysql_kept"/*.deb; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -C "$scratch/mysql" --keep-directory-symlink --no-same-owner -xf -
    done
    [ -x "$scratch/mysql/usr/sbin/mysqld" ] || die "mysql: the package has no mysqld where it used to be."
    # What a server does not need: tools, perl, documents.
    find "$scratch/mysql" -mindepth 1 -maxdepth 1 ! -name usr ! -name 'lib*' -exec rm -rf {} +
    find "$scratch/mysql/usr/bin" "$scratch/mysql/usr/share" -mindepth 1 -maxdepth 1 ! -name 'mysql*' -exec rm -rf {} +
    find "$scratch/mysql/usr/lib" -depth -type d -name 'perl*' -exec rm -rf {} +
    find "$scratch/mysql/usr/bin" -mindepth 1 -delete
    mysql_mark >"$scratch/mysql/.epic-archive"
    mkdir -p "$sources"
    mv "$scratch/mysql" "$mysql_tree"
    say "mysql: unpacked"
}
