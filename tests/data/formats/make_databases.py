#!/usr/bin/env python3
"""Makes the databases beside it: fixtures of our own, with SQLite itself and invented accounts.

google.sqlite       tiny pages, so that the tree has branches and long names overflow; UTF-16
microsoft.sqlite    with microsoft.sqlite-wal, which holds the newest accounts
stratum.sqlite      of an app that once was Authenticator Pro: two accounts, two categories
plus.sqlite         1,024-byte pages that leave 48 bytes free, as SQLCipher 3 needs them
"""
import os
import shutil
import sqlite3

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def fresh(name):
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(name + suffix):
            os.remove(name + suffix)
    return name


def google():
    db = sqlite3.connect(fresh("google.sqlite"))
    db.execute("PRAGMA encoding = 'UTF-16le'")
    db.execute("PRAGMA page_size = 512")
    db.execute(
        "CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL,"
        " counter INTEGER DEFAULT 0, type INTEGER, provider INTEGER DEFAULT 0,"
        " issuer TEXT DEFAULT NULL, original_name TEXT DEFAULT NULL)"
    )
    rows = [
        ("Acme:ada", SECRET, 0, 0, "Acme", "Acme:ada"),
        ("Bérénice:bea", SECRET, 0, 0, None, None),
        ("cyd", SECRET, 70_000, 1, "", None),
        ("Other:dee", SECRET, 0, 0, "Acme", None),
        ("x" * 990, SECRET, 0, 0, None, None),
        ("bad", "0189", 0, 0, None, None),
    ]
    rows += [(f"Many:{i}", SECRET, i, 1, "Many", None) for i in range(40)]
    insert = "INSERT INTO accounts (email, secret, counter, type, issuer, original_name) VALUES (?,?,?,?,?,?)"
    db.executemany(insert, rows)
    db.execute("ALTER TABLE accounts ADD COLUMN isencrypted INTEGER DEFAULT 0")
    db.execute(
        "INSERT INTO accounts (email, secret, type, isencrypted) VALUES ('sealed', 'AAAA', 0, 1)"
    )
    db.commit()
    db.close()


def microsoft():
    db = sqlite3.connect(fresh("made.sqlite"))
    db.execute("PRAGMA page_size = 1024")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(
        "CREATE TABLE `accounts` (`_id` INTEGER PRIMARY KEY AUTOINCREMENT, `name` TEXT NOT NULL,"
        " `username` TEXT NOT NULL, `oath_secret_key` TEXT NOT NULL, `account_type` INTEGER NOT NULL)"
    )
    insert = "INSERT INTO accounts (name, username, oath_secret_key, account_type) VALUES (?,?,?,?)"
    db.execute(insert, ("Acme", "ada", SECRET.lower(), 0))
    db.execute(insert, ("Work", "push", "", 2))
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute(insert, ("Microsoft", "ada@example.com", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", 1))
    db.commit()
    db.execute("UPDATE accounts SET username = 'ada lovelace' WHERE name = 'Acme'")
    db.commit()
    shutil.copyfile("made.sqlite", fresh("microsoft.sqlite"))
    shutil.copyfile("made.sqlite-wal", "microsoft.sqlite-wal")
    db.close()
    fresh("made.sqlite")


def plus():
    name = fresh("plus.sqlite")
    db = sqlite3.connect(name)
    db.execute("PRAGMA page_size = 1024")
    db.execute("VACUUM")
    db.close()
    with open(name, "r+b") as file:
        file.seek(20)
        file.write(bytes([48]))
        file.seek(105)
        file.write((1024 - 48).to_bytes(2, "big"))
    db = sqlite3.connect(name)
    db.execute(
        "CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL,"
        " counter INTEGER DEFAULT 0, type INTEGER, issuer TEXT, original_name TEXT, category TEXT)"
    )
    insert = "INSERT INTO accounts (email, secret, counter, type, issuer, category) VALUES (?,?,?,?,?,?)"
    hex_secret = "3132333435363738393031323334353637383930"
    rows = [
        ("Acme:ada", SECRET, 0, 0, "Acme", "All Accounts"),
        ("bea", SECRET, 7, 1, "", "Work"),
        ("cyd", hex_secret, 0, 2, "Battle.net", "All Accounts"),
        ("y" * 1000, SECRET, 0, 0, "", "All Accounts"),
    ]
    db.executemany(insert, rows)
    db.commit()
    db.close()


def stratum():
    db = sqlite3.connect(fresh("stratum.sqlite"))
    db.execute("PRAGMA page_size = 512")
    db.execute(
        'CREATE TABLE "authenticator" ("type" integer, "icon" varchar, "issuer" varchar(32),'
        ' "username" varchar(40), "secret" varchar primary key not null, "pin" varchar,'
        ' "algorithm" integer, "digits" integer, "period" integer, "counter" integer,'
        ' "ranking" integer)'
    )
    db.execute(
        'CREATE TABLE "category" ("id" varchar(8) primary key not null, "name" varchar(32),'
        ' "ranking" integer)'
    )
    db.execute(
        'CREATE TABLE "authenticatorcategory" ("categoryId" varchar,'
        ' "authenticatorSecret" varchar, "ranking" integer)'
    )
    rows = [
        (2, "x", "A", "b", SECRET, None, 1, 8, 60, 0, 1),
        (1, None, "A", None, SECRET[:16], None, 0, 6, 30, 7, 0),
    ]
    db.executemany("INSERT INTO authenticator VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    db.executemany("INSERT INTO category VALUES (?,?,?)", [("1", "One", 0), ("2", "Two", 1)])
    db.execute("INSERT INTO authenticatorcategory VALUES ('2', ?, 0)", (SECRET,))
    db.commit()
    db.close()


google()
microsoft()
plus()
stratum()
